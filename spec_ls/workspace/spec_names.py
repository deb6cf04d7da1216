"""Decides by a file's name alone: names that are never a spec's, and names that a gate rejects."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from spec_ls.checks import CODES
from spec_ls.config import Config
from spec_ls.workspace.files import SUFFIX
from spec_ls.workspace.layers import LayerMatch
from spec_ls.workspace.template_requests import exclusion

_CODE = "wrong-extension"


def is_never_a_spec(path: Path) -> bool:
    """True for README files and an index, which introduce a folder."""
    stem = path.name.split(".")[0]
    return path.name.startswith("README") or stem.lower() in ("readme", "index")


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
