"""Reads the settings and the switches that clients send, and tells the user what is wrong there."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Set
from typing import Any

from spec_ls.checks import CODES
from spec_ls.layer import Layer
from spec_ls.lsp.switches import FEATURES, Switches, own_settings, problems
from spec_ls.quoting import shortened
from spec_ls.schema import parse


def read_settings(settings: Any, base: Layer, warn: Callable[[str], None]) -> Layer:
    """Settings as clients send them, by themselves or below the key ``spec-ls``, on top of ``base``."""
    settings = own_settings(settings)
    if settings is None:
        return base
    if not isinstance(settings, Mapping):
        warn(f"spec-ls settings: expected an object, not {shortened(settings)}")
        return base
    own = {key: value for key, value in settings.items() if key != FEATURES}
    read, found = parse(own, CODES)
    if found:
        listed = "; ".join(f'"{shortened(problem.key)}": {problem.message}' for problem in found)
        warn(f"spec-ls settings: {listed}")
    return Layer({**base.values, **read.values}, read.paths or base.paths)


def settings_text(*sent: Any) -> str:
    """A text for settings as clients send them, one after the other; switches of features are left out."""
    texts = list[str]()
    for settings in map(own_settings, sent):
        if isinstance(settings, Mapping):
            settings = {key: value for key, value in settings.items() if key != FEATURES}
        if settings:
            texts.append(json.dumps(settings, default=str))
    return json.dumps(list(dict.fromkeys(texts)))


def read_switches(
    settings: Any, base: Mapping[str, bool], features: Set[str], warn: Callable[[str], None]
) -> Switches:
    """The switches of ``features`` in settings, on top of ``base``."""
    for problem in problems(settings, features):
        warn(f"spec-ls settings: {problem}")
    return Switches.of(settings, base)
