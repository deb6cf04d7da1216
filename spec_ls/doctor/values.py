"""Settings as they are written in a file: by key, in JSON's types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from spec_ls.config import Config, LinkRule, Listed
from spec_ls.layer import Layer
from spec_ls.schema import KEY_OF, PATH_SEPARATOR


def of_config(config: Config) -> dict[str, Any]:
    """All settings of a file."""
    values = {one.name: getattr(config, one.name) for one in fields(config) if one.name != "sections"}
    values |= {f"sections.{one.name}": getattr(config.sections, one.name) for one in fields(config.sections)}
    return _by_key(values)


def of_layer(layer: Layer) -> dict[str, Any]:
    """What one place sets; of its rules for paths the patterns."""
    patterns = [rule.pattern.text for rule in layer.paths]
    return {**_by_key(layer.values), **({"paths": patterns} if patterns else {})}


def _by_key(values: Mapping[str, Any]) -> dict[str, Any]:
    return {KEY_OF[name]: _plain(value) for name, value in values.items() if name in KEY_OF}


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(PATH_SEPARATOR.join(one) if isinstance(one, tuple) else one for one in value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Listed):
        return _listed(value)
    if isinstance(value, LinkRule):
        table = {"any-of": value.any_of, "named": value.named, "unless": value.unless, "before": value.before}
        return {key: _plain(one) for key, one in table.items() if one}
    return str(value) if isinstance(value, str) else value


def _listed(one: Listed) -> Any:
    """A section of a gate's list, as short as it can be written."""
    title = one.titles[0] if len(one.titles) == 1 else list(one.titles)
    table = {
        "subsections": _plain(one.subsections),
        "exactly": one.exactly,
        "ordered": one.ordered,
        "with": one.only_with,
    }
    more = {key: value for key, value in table.items() if value}
    return {"title": title, **more} if more else title
