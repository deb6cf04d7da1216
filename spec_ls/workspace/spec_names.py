"""Files among specs that are none, by their names alone, and names that a gate rejects."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from spec_ls.checks import CODES
from spec_ls.config import Config
from spec_ls.field_rules import HeaderKind
from spec_ls.model.template import Template
from spec_ls.workspace.files import SUFFIX
from spec_ls.workspace.located_layers import LayerMatch, LocatedLayer
from spec_ls.workspace.template_requests import exclusion

_CODE = "wrong-extension"
_LENGTH = "line-too-long"
_OTHER_STEMS = frozenset({"placeholder", "redirects", "remove-me", "sample", "skeleton", "template"})
_STEMS_ABOUT_SPECS = frozenset(
    {
        *("author", "authors", "change", "changelog", "changes", "content", "contents", "contributing"),
        *("faq", "glossary", "guideline", "guidelines", "history", "instruction", "instructions", "intro"),
        *("introduction", "license", "licence", "news", "process", "roadmap", "toc", "workflow"),
    }
)


def is_never_a_spec(path: Path) -> bool:
    """True for README files and an index, which introduce a folder."""
    stem = path.name.split(".")[0]
    return path.name.startswith("README") or stem.lower() in ("readme", "index")


def is_other_page(path: Path) -> bool:
    """True for names of files that stand among specs to be listed, copied or removed.

    Where a gate opens them all the same, they are read as that gate reads them.
    """
    return path.stem.endswith("_idx") or path.stem.lower() in _OTHER_STEMS


def may_be_walked(path: Path, layers: list[LocatedLayer]) -> bool:
    """False for a file of another suffix than .rst that no rule and no gate can be about."""
    if is_never_a_spec(path):
        return False
    rules = [rule for located in layers for rule in located.layer.paths]
    if path.suffix and any(rule.pattern.text.endswith(path.suffix) for rule in rules):
        return True
    values = [*(located.layer.values for located in layers), *(rule.values for rule in rules)]
    return any(_CODE in value.get("gate", ()) for value in values)


def is_page_about_specs(path: Path) -> bool:
    """True for names of pages about specs, where nothing but the pages around says that there are specs."""
    return path.stem.casefold() in _STEMS_ABOUT_SPECS


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


def config_by_evidence(matches: list[LayerMatch], config: Config, template: Template) -> Config:
    """The settings of a spec whose template was found by evidence: errors are what its own settings say.

    Directives that are fields of the template's header are known.
    """
    if template.header_kind is HeaderKind.DIRECTIVES:
        config = _with_directives(config, frozenset(field.name.lower() for field in template.fields))
    given = {name for match in matches if not match.located.is_profile for name in match.values}
    if "gate" in given:
        return config
    return _without_gate(config, not given.isdisjoint({"line_rule", "max_line_length"}))


@lru_cache(maxsize=64)  # as above
def _with_directives(config: Config, names: frozenset[str]) -> Config:
    return replace(config, known_directives=config.known_directives | names)


@lru_cache(maxsize=64)  # as above
def _without_gate(config: Config, has_limit: bool) -> Config:
    """The settings for a spec whose template nothing names: no gate is known that rejects it.

    Without a limit of the user's own (``has_limit``) a line may have any length.
    """
    ignored = frozenset[str]() if has_limit else frozenset({_LENGTH})
    return replace(config, gate=frozenset(), ignore=config.ignore | ignored)
