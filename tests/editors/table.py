"""The table of editors/README.md: which editor shows which feature, as the drivers of these tests have it.

``python -m tests.editors.table`` prints it.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import NamedTuple

EDITORS = {
    "VS Code": ("vscode", {}),
    "Neovim 0.11": ("neovim", {}),
    "Emacs 28": ("emacs", {"version": "28"}),
    "Emacs 30": ("emacs", {"version": "30"}),
}
"""The columns, and the folder of each editor's driver with what the driver has to know."""


class Row(NamedTuple):
    """A feature, by the name that the protocol has for it, and the steps that show it."""

    feature: str
    steps: tuple[str, ...]


ROWS = (
    Row("diagnostics", ("open",)),
    Row("diagnostics of the workspace", ("workspace-diagnostics",)),
    Row("completion: headings, None", ("heading", "none")),
    Row("completion: directives, roles", ("directive", "role")),
    Row("completion: paths of files", ("path",)),
    Row("completion: people", ("people",)),
    Row("code actions", ("insert-all", "wrap")),
    Row("code lens", ("code-lens",)),
    Row("inlay hints", ("inlay-hints",)),
    Row("hover: guidance", ("hover",)),
    Row("hover: markup", ("hover-directive",)),
    Row("signature help", ("signature",)),
    Row("definition", ("definition",)),
    Row("references", ("references",)),
    Row("highlight", ("highlight",)),
    Row("rename", ("rename-target",)),
    Row("linked editing", ("linked-editing",)),
    Row("renamed files", ("file-rename",)),
    Row("document symbols", ("outline",)),
    Row("workspace symbols", ("workspace-symbols",)),
    Row("folding", ("folding",)),
    Row("selection ranges", ("selection",)),
    Row("document links", ("links",)),
    Row("semantic tokens", ("semantic-tokens",)),
    Row("formatting", ("format",)),
    Row("on-type formatting", ("on-type",)),
    Row("commands: nest a list item with Tab", ("nest",)),
)

NOT_FOR_RST = {
    "document colour": "RST has no colours",
    "call and type hierarchy, implementation, type definition": "RST has no calls and no types",
    "inline values, monikers": "nothing is run or exported",
    "inline completion": "no guesses of prose",
}
"""Features that the server does not have, and why."""


def table() -> str:
    """The table as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield f"| feature | {' | '.join(EDITORS)} |"
    yield "|---" * (len(EDITORS) + 1) + "|"
    for row in ROWS:
        yield f"| {row.feature} | {' | '.join(_cell(row, editor) for editor in EDITORS)} |"
    for feature, reason in NOT_FOR_RST.items():
        yield f"| {feature} | {' | '.join(['none: ' + reason] + [''] * (len(EDITORS) - 1))} |"


def _cell(row: Row, editor: str) -> str:
    name, options = EDITORS[editor]
    author = import_module(f"{__package__}.{name}.driver").Author
    features = import_module(f"{__package__}.{name}.features")
    lacks = features.lacks(**options)
    if lacks.issuperset(row.steps):
        return "-"
    methods = {
        method.replace("_", "-") for part in (author, features.Features) for method in vars(part)
    } - lacks
    return "tested" if methods.issuperset(row.steps) else "not tested"


if __name__ == "__main__":
    print(table())
