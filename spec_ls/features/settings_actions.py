"""Suppresses the findings of a code in the project's settings file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from spec_ls.checks.run import Checked
from spec_ls.edits.settings_file import with_ignored
from spec_ls.features.actions import shares_line
from spec_ls.findings import Finding
from spec_ls.suppressions import INCOMPLETE, UNUSED
from spec_ls.text import Edit, Range

_SHARED_FILE = "pyproject.toml"
_MOST_CODES = 3


class OwnSettings(NamedTuple):
    """The project's settings file in effect: its text without byte order mark, and the codes it ignores."""

    path: Path
    text: str
    ignored: frozenset[str]


class IgnoreAction(NamedTuple):
    """Edits of a settings file after which the findings of a code are not reported in the project."""

    title: str
    path: Path
    edits: tuple[Edit, ...]
    findings: tuple[Finding[Any], ...]


def ignore_actions(checked: Checked, range_: Range, file: OwnSettings) -> list[IgnoreAction]:
    """The codes of the findings in a range, each added to ``ignore`` in the settings file in effect.

    None where other settings than the file's say what is ignored, or it cannot be written in a certain way.
    """
    if file.ignored != checked.spec.config.ignore:
        return []
    table = ("tool", "spec-ls") if file.path.name == _SHARED_FILE else ()
    near = [
        finding for finding in checked.findings if finding.is_shown and shares_line(finding.range, range_)
    ]
    found = list[IgnoreAction]()
    for code in _codes(near):
        config = replace(checked.spec.config, ignore=checked.spec.config.ignore | {code})
        edits = None if config.is_enabled(code) else with_ignored(file.text, table, code)
        if edits:
            about = tuple(finding for finding in near if finding.code == code)
            found.append(IgnoreAction(f"Ignore {code} in {file.path.name}", file.path, edits, about))
    return found


def _codes(findings: Iterable[Finding[Any]]) -> list[str]:
    codes = dict.fromkeys(finding.code for finding in findings)
    return [code for code in codes if code not in (INCOMPLETE, UNUSED)][:_MOST_CODES]
