"""The settings that a repository needs, and the file that they go to."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from spec_ls.adopt.plan import Plan, PlannedFile, appended
from spec_ls.text import BYTE_ORDER_MARK
from spec_ls.workspace.likely_templates import LikelyTemplate
from spec_ls.workspace.present_files import PresentFiles
from spec_ls.workspace.settings_files import OWN_FILE, OWN_FILES, SHARED_FILE

SETTINGS_FILES = (SHARED_FILE, *OWN_FILES)
_TABLE = "tool.spec-ls"
_COMMENT = "# spec-ls compares the documents of each path with its template\n"
_SPECIAL = re.compile(r"[*?\[{<]")


def rules_for(likely: Sequence[LikelyTemplate], top: Path) -> list[dict[str, str]]:
    """The tables of ``paths`` that name likely templates, in the order in which they have to stand."""
    return [
        {"path": _pattern(found, top), "template": found.file.relative_to(top).as_posix()} for found in likely
    ]


def plan_settings(
    rules: Sequence[dict[str, str]], existing: str | None, present: PresentFiles, is_optional: bool = False
) -> Plan:
    """Put rules for paths into a settings file; none of either changes nothing.

    They go to the end of ``pyproject.toml`` where that has tables of other tools, else to a file of their
    own.  ``existing`` is the settings file that is there already: it is left as it is, and they are shown.
    With ``is_optional`` nothing is left to do then, since it serves other specs.
    """
    if not rules:
        return Plan()
    own = _lines(rules, "paths")
    if existing is not None:
        is_shared = existing.endswith(SHARED_FILE)
        lines = _lines(rules, f"{_TABLE}.paths") if is_shared else own
        return Plan(
            to_add=((f"add this to {existing}, which is left as it is:", lines),), is_done=is_optional
        )
    shared = present.texts.get(SHARED_FILE)
    if shared is not None and _has_other_tools(shared):
        after = appended(shared, "\n" + _COMMENT + _lines(rules, f"{_TABLE}.paths"))
        if _adds_only(shared, after, rules):
            return Plan((PlannedFile(SHARED_FILE, shared, after),))
    return Plan((PlannedFile(OWN_FILE, None, _COMMENT + own),))


def _pattern(found: LikelyTemplate, top: Path) -> str:
    folder = _SPECIAL.sub(r"[\g<0>]", found.folder.relative_to(top).as_posix())
    inside = "**" if found.is_deep else "*.rst"
    return inside if found.folder == top else f"{folder}/{inside}"


def _lines(rules: Sequence[dict[str, str]], table: str) -> str:
    tables = []
    for rule in rules:
        keys = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in rule.items())
        tables.append(f"[[{table}]]\n{keys}")
    return "\n".join(tables)


def _has_other_tools(text: str) -> bool:
    parsed = _parsed(text)
    return isinstance(parsed, dict) and isinstance(parsed.get("tool"), dict)


def _adds_only(before: str, after: str, rules: Sequence[dict[str, str]]) -> bool:
    """True if a text says what it said before, and the rules: an inline table cannot be continued."""
    expected, found = _parsed(before), _parsed(after)
    if not isinstance(expected, dict):
        return False
    expected["tool"]["spec-ls"] = {"paths": list(rules)}
    return bool(expected == found)


def _parsed(text: str) -> Any:
    try:
        return tomllib.loads(text.removeprefix(BYTE_ORDER_MARK))
    except (ValueError, RecursionError):
        return None
