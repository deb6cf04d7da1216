"""The reasons why a file that a template could serve is no spec."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spec_ls.workspace import layout
from spec_ls.workspace.files import Unreadable, follow_links, linked_file
from spec_ls.workspace.layers import is_template
from spec_ls.workspace.layout import Roots
from spec_ls.workspace.located_layers import LocatedLayer
from spec_ls.workspace.spec_names import is_other_page
from spec_ls.workspace.template_hints import TemplateHints
from spec_ls.workspace.template_requests import Reason, Rule

LayersAround = Callable[[Path], tuple[list[LocatedLayer], Roots]]
"""The layers of settings in a folder, and the tops of its repository."""


def use_as_template(path: Path, hints: TemplateHints, layers_around: LayersAround) -> Reason | None:
    """The reason why a path is no spec: the rules use it as a template, or it is a link itself."""
    if linked_file(hints.only_line, path.parent) is not None:
        return Reason(Rule.LINK)  # an editor shows a link's own text, which is no spec
    for file in _with_target(path):
        layers, roots = layers_around(file.parent)
        if layout.is_template(file, roots) or is_template(file, layers):
            return Reason(Rule.TEMPLATE)
    return None


def other_page(path: Path, hints: TemplateHints) -> Reason | None:
    """The reason why a path is no spec: its name or its text is that of another page."""
    if is_other_page(path):
        return Reason(Rule.NAME)
    return Reason(Rule.PAGE) if hints.is_other_page else None


def _with_target(path: Path) -> tuple[Path, ...]:
    try:
        end = follow_links(path)
    except Unreadable:
        return (path,)
    return (path,) if end == path else (path, end)
