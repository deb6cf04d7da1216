"""Which features a client's settings switch on or off, so that another RST server can run beside this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spec_ls.lsp.client import Client

from spec_ls.quoting import shortened

SECTION = "spec-ls"
"""The key below which clients keep the settings of this server."""

FEATURES = "features"
"""The key of the table of features: each name leads to true or false."""

CODE_LENS, FILL_NEW_FILES = "code-lens", "fill-new-files"
DIAGNOSTICS, WORKSPACE_DIAGNOSTICS = "diagnostics", "workspace-diagnostics"
WORKSPACE_INDEX, KEPT_DIAGNOSTICS = "workspace-index", "kept-diagnostics"
"""Features that are asked for by name."""

OF_NO_REQUEST = frozenset({WORKSPACE_INDEX, KEPT_DIAGNOSTICS})
"""Features that no handler of a request has."""


@dataclass(frozen=True, slots=True)
class Switches:
    """The features that are switched, by name; all others are on."""

    by_name: Mapping[str, bool]

    @classmethod
    def of(cls, settings: Any, base: Mapping[str, bool]) -> Switches:
        """The switches in a client's settings, on top of others.

        What is wrong with them is left out: see ``problems``.
        """
        table = _table(settings)
        if not isinstance(table, Mapping):
            return cls(base)
        own = {str(name): value for name, value in table.items() if isinstance(value, bool)}
        return cls({**base, **own})

    def is_on(self, feature: str) -> bool:
        """True unless a feature is switched off."""
        return self.by_name.get(feature, True)


def switches_for(client: Client) -> Mapping[str, bool]:
    """The switches of a client that has set none."""
    return {FILL_NEW_FILES: False, **({CODE_LENS: False} if client.crowded_by_lenses else {})}


def problems(settings: Any, known: Iterable[str]) -> Iterator[str]:
    """What is wrong with the switches in a client's settings, in sentences; ``known`` are all features."""
    table, names = _table(settings), sorted(known)
    if table is None:
        return
    if not isinstance(table, Mapping):
        yield f'"{FEATURES}": expected a table of features, each true or false'
        return
    for name, value in table.items():
        if name not in names:
            near = get_close_matches(str(name), names, 1)
            hint = f', did you mean "{near[0]}"?' if near else f"; there are {', '.join(names)}"
            yield f'"{FEATURES}.{shortened(str(name))}": unknown feature{hint}'
        elif not isinstance(value, bool):
            yield f'"{FEATURES}.{name}": expected true or false'


def own_settings(settings: Any) -> Any:
    """Settings as clients send them, by themselves or below the key ``spec-ls``, without that key."""
    if isinstance(settings, Mapping) and SECTION in settings:
        return settings[SECTION]
    return settings


def _table(settings: Any) -> Any:
    own = own_settings(settings)
    return own.get(FEATURES) if isinstance(own, Mapping) else None
