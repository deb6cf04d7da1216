"""All checks: one file, one check, one code."""

from __future__ import annotations

from spec_ls.analysis import Check
from spec_ls.checks import (
    duplicate_section,
    empty_section,
    line_too_long,
    misnamed_section,
    misordered_section,
    misplaced_section,
    missing_section,
)

ALL_CHECKS: tuple[Check, ...] = (
    missing_section.CHECK,
    misordered_section.CHECK,
    misnamed_section.CHECK,
    misplaced_section.CHECK,
    duplicate_section.CHECK,
    empty_section.CHECK,
    line_too_long.CHECK,
)

CODES = frozenset(check.code for check in ALL_CHECKS)
