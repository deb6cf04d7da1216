"""The settings in effect for a path, each with where it comes from."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spec_ls.config import Config
from spec_ls.layer import resolve
from spec_ls.quoting import inert
from spec_ls.report.findings_json import portable
from spec_ls.schema import config_as_written
from spec_ls.workspace import Workspace
from spec_ls.workspace.located_layers import LayerMatch
from spec_ls.workspace.setting_origins import SettingOrigin, origin_of, template_of_rule

_SEVERITY = "severity"
_TEMPLATE = "template"
_OF_CONF_PY = ("known-roles", "known-directives", "known-substitutions")
_MOST_OF_VALUE = 300
_WIDTH = 60
_SERVED = "what serves the file (see spec-ls doctor)"


@dataclass(frozen=True, slots=True)
class Origin:
    """A place that a value comes from: its name for people; file, 1-based line and key, if it has them."""

    name: str
    path: Path | None = None
    line: int | None = None
    key: str | None = None


DEFAULT = Origin("default")


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting in effect: its value as JSON has it, and the places that it comes from, one or more."""

    key: str
    value: Any
    origins: tuple[Origin, ...]


def setting_rows(path: Path, workspace: Workspace, config: Config) -> tuple[SettingRow, ...]:
    """All settings of a path, which serve it as ``config``; those by default last."""
    matches = workspace.layers(path)
    merged = config_as_written(resolve([(match.located.layer, match.rule) for match in matches]))
    defaults = config_as_written(Config())
    conf_py = workspace.project_info(path.parent).conf_py
    rows = []
    for key, value in config_as_written(config).items():
        origins = list(_origins(key, value, matches))
        if value != merged[key] or (not origins and value != defaults[key]):
            is_of_sphinx = key in _OF_CONF_PY and conf_py is not None
            origins.append(Origin("conf.py", conf_py.path) if is_of_sphinx and conf_py else Origin(_SERVED))
        rows.append(SettingRow(key, value, tuple(origins) or (DEFAULT,)))
    rows = [_template_row(matches) or row if row.key == _TEMPLATE else row for row in rows]
    return tuple(sorted(rows, key=lambda row: row.origins == (DEFAULT,)))


def settings_object(path: Path, rows: Sequence[SettingRow]) -> dict[str, Any]:
    """The settings as one object for JSON."""
    settings = {
        row.key: {"value": row.value, "origins": [_origin_object(origin) for origin in row.origins]}
        for row in rows
    }
    return {"path": portable(os.path.abspath(path)), "settings": settings}


def settings_text(rows: Sequence[SettingRow]) -> str:
    """The settings as lines for people, much as they are written in a file."""
    lines = [(setting, _places(origins)) for row in rows for setting, origins in _assignments(row)]
    width = min(_WIDTH, max(len(setting) for setting, _ in lines))
    return "".join(inert(f"{setting:<{width}}  # {place}") + "\n" for setting, place in lines)


def _template_row(matches: Sequence[LayerMatch]) -> SettingRow | None:
    """The template that a rule for the path names, if one does: the merged settings do not have it."""
    found = template_of_rule(matches)
    if found is None:
        return None
    names, origin = found
    return SettingRow(_TEMPLATE, names[0] if len(names) == 1 else list(names), (_origin(origin),))


def _origins(key: str, value: Any, matches: Sequence[LayerMatch]) -> Iterator[Origin]:
    """The layer that sets a value; of severities the layer of each."""
    found = (
        [origin_of(key, matches, code) for code in value] if key == _SEVERITY else [origin_of(key, matches)]
    )
    return (_origin(origin) for origin in found if origin is not None)


def _origin(origin: SettingOrigin) -> Origin:
    file = origin.located.file
    path = None if file is None else file.path
    return Origin(origin.located.name, path, origin.line, origin.key)


def _assignments(row: SettingRow) -> Iterator[tuple[str, tuple[Origin, ...]]]:
    if row.key == _SEVERITY and row.value:
        for (code, word), origin in zip(row.value.items(), row.origins, strict=False):
            yield f"{row.key}.{code} = {_shown(word)}", (origin,)
    else:
        yield f"{row.key} = {_shown(row.value)}", row.origins


def _shown(value: Any) -> str:
    """A value as a reader takes it in: a table of a header's fields is a page long."""
    text = json.dumps(value, ensure_ascii=False)
    if len(text) <= _MOST_OF_VALUE:
        return text
    return f"{text[:_MOST_OF_VALUE]} ... ({len(text):,} characters, all of them with --format json)"


def _places(origins: Sequence[Origin]) -> str:
    return " and ".join(map(_place, origins))


def _place(origin: Origin) -> str:
    here = os.getcwd() + os.sep
    line = "" if origin.line is None else f", line {origin.line}"
    return f"{origin.name.removeprefix(here)}{line}"


def _origin_object(origin: Origin) -> dict[str, Any]:
    path = origin.path and portable(str(origin.path))
    return {"name": portable(origin.name), "path": path, "line": origin.line, "key": origin.key}
