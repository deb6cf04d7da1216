"""The option ``--config KEY=VALUE``: settings above those of all files."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from spec_ls.cli.console import Console
from spec_ls.layer import Layer
from spec_ls.quoting import shortened
from spec_ls.workspace import NoTemplate, Workspace
from spec_ls.workspace.layers import NO_OPTIONS
from spec_ls.workspace.located_layers import OPTION
from spec_ls.workspace.settings_files import parsed_toml

_BARE_WORD = re.compile(r"""[^\s"'\[\]{}=#,]+""")
_PLACE = re.compile(r" \(at [^()]*\)$")


def option_layer(assignments: Sequence[str], console: Console) -> Layer | None:
    """The settings that options give; None after messages about what is wrong with them."""
    if not assignments:
        return NO_OPTIONS
    from spec_ls.checks import CODES  # most runs have no such option
    from spec_ls.schema import parse

    settings, is_wrong = dict[str, Any](), False
    for assignment in assignments:
        try:
            _merge(settings, _assigned(assignment))
        except ValueError as error:
            console.failure(f"{OPTION} {error}")
            is_wrong = True
    layer, problems = parse(settings, CODES)
    for problem in problems:
        console.failure(f"{OPTION} {shortened(problem.key)}: {problem.message}")
    return None if is_wrong or problems else layer


def has_template(layer: Layer, workspace: Workspace, console: Console) -> bool:
    """True unless options name a template that does not exist, which is reported."""
    try:
        if layer.template is not None:
            workspace.template(layer.template)
    except NoTemplate as error:
        console.failure(f"{OPTION} template: {error}")
        return False
    return True


def _assigned(assignment: str) -> dict[str, Any]:
    """The setting that one option gives.  Raises ``ValueError`` with a message."""
    key, _, value = assignment.partition("=")
    if not key.strip() or not value.strip() or "\n" in assignment or key.lstrip().startswith(("#", "[")):
        raise ValueError(f'"{shortened(assignment)}": expected KEY=VALUE')
    try:
        return parsed_toml(assignment)
    except ValueError as error:
        reason = _PLACE.sub("", str(error))
    if _BARE_WORD.fullmatch(value.strip()):
        try:
            return parsed_toml(f"{key} = {json.dumps(value.strip())}")
        except ValueError as error:
            reason = _PLACE.sub("", str(error))
    raise ValueError(f'"{shortened(assignment)}": broken TOML: {reason[:1].lower()}{reason[1:]}')


def _merge(settings: dict[str, Any], more: dict[str, Any]) -> None:
    """Add settings to others: the later counts, tables are merged."""
    for key, value in more.items():
        known = settings.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            _merge(known, value)
        else:
            settings[key] = value
