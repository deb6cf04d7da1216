"""All checks: one file, one check, one code."""

from __future__ import annotations

from typing import Any

from spec_ls.check import Check
from spec_ls.checks import (
    broken_heading,
    byte_order_mark,
    carriage_return,
    duplicate_section,
    empty_section,
    filename_mismatch,
    image_not_ascii,
    leftover_guidance,
    leftover_placeholder,
    line_too_long,
    lost_markup,
    merge_conflict,
    misnamed_section,
    misordered_section,
    misplaced_file,
    misplaced_section,
    missing_blueprint_url,
    missing_final_newline,
    missing_license,
    missing_section,
    missing_title,
    placeholder_title,
    rst_syntax,
    tab_indentation,
    text_before_title,
    trailing_whitespace,
    unknown_section,
    unused_suppression,
    wrong_extension,
    zero_width_space,
)

ALL_CHECKS: tuple[Check[Any], ...] = (
    wrong_extension.CHECK,
    misplaced_file.CHECK,
    byte_order_mark.CHECK,
    merge_conflict.CHECK,
    text_before_title.CHECK,
    broken_heading.CHECK,
    missing_section.CHECK,
    unknown_section.CHECK,
    misordered_section.CHECK,
    misnamed_section.CHECK,
    misplaced_section.CHECK,
    duplicate_section.CHECK,
    empty_section.CHECK,
    missing_title.CHECK,
    placeholder_title.CHECK,
    leftover_guidance.CHECK,
    leftover_placeholder.CHECK,
    missing_license.CHECK,
    missing_blueprint_url.CHECK,
    filename_mismatch.CHECK,
    image_not_ascii.CHECK,
    line_too_long.CHECK,
    rst_syntax.CHECK,
    lost_markup.CHECK,
    trailing_whitespace.CHECK,
    carriage_return.CHECK,
    zero_width_space.CHECK,
    tab_indentation.CHECK,
    missing_final_newline.CHECK,
    unused_suppression.CHECK,
)

CODES = frozenset(check.code for check in ALL_CHECKS)
