"""Files among specs that are none, by their names alone, and names that a gate rejects."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from spec_ls.checks import CODES
from spec_ls.config import Config
from spec_ls.workspace.files import SUFFIX
from spec_ls.workspace.layers import LayerMatch, LocatedLayer
from spec_ls.workspace.template_requests import exclusion

_CODE = "wrong-extension"
_OTHER_STEMS = frozenset({"placeholder", "redirects", "remove-me", "sample", "skeleton", "template"})


def is_never_a_spec(path: Path) -> bool:
    """True for README files and an index, which introduce a folder."""
    stem = path.name.split(".")[0]
    return path.name.startswith("README") or stem.lower() in ("readme", "index")


def is_other_page(path: Path) -> bool:
    """True for names of files that stand among specs to be listed, copied or removed.

    Where a gate opens them all the same, they are read as that gate reads them.
    """
    return path.stem.endswith("_idx") or path.stem.lower() in _OTHER_STEMS


def may_be_misnamed(path: Path, layers: list[LocatedLayer]) -> bool:
    """False for a file that ``is_misnamed`` is false for, as far as its name and the settings' gates tell."""
    if path.suffix == SUFFIX or is_never_a_spec(path):
        return False
    values = [located.layer.values for located in layers]
    values += [rule.values for located in layers for rule in located.layer.paths]
    return any(_CODE in value.get("gate", ()) for value in values)


def is_misnamed(path: Path, matches: list[LayerMatch], config: Config) -> bool:
    """True if a gate opens this file as a spec and rejects its extension: the text does not matter then."""
    if path.suffix in config.extensions or path.suffix == SUFFIX or is_never_a_spec(path):
        return False
    if not config.is_gated(_CODE) or exclusion(matches):
        return False
    return any(match.rule is not None for match in matches)


@lru_cache(maxsize=64)  # a text is checked again when its settings are another object
def for_name_alone(config: Config) -> Config:
    """The settings for a misnamed file: no check of its text is enabled."""
    return replace(config, ignore=config.ignore | CODES - {_CODE})


@lru_cache(maxsize=64)  # as above
def for_gate_alone(config: Config) -> Config:
    """The settings for a file that is no spec, but that a gate opens: only the gate's codes are enabled."""
    return replace(config, ignore=config.ignore | CODES - config.gate)
