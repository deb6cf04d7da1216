"""``workspace/executeCommand``: commands whose fix the client is asked to apply.

Names begin with ``spec-ls.apply.``: VS Code's client makes commands of them, beside the extension's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import Command, CommandRequest

if TYPE_CHECKING:
    from spec_ls.findings import Fix
    from spec_ls.lsp.snapshot import DocumentSnapshot
    from spec_ls.spec import Spec
    from spec_ls.text import Position

FILL_IN = "spec-ls.apply.fillIn"
INSERT_MISSING = "spec-ls.apply.insertMissing"


def insert_missing(snapshot: DocumentSnapshot, position: Position | None) -> Fix | str | None:
    """All missing sections; None if there are none, or the document is no spec."""
    from spec_ls.edits.insert import insert_all

    return _proven(snapshot, lambda spec: _alone(insert_all(spec)))


def put_in_order(snapshot: DocumentSnapshot, position: Position | None) -> Fix | str | None:
    """The sections in the template's order; None if they are, or the document is no spec."""
    from spec_ls.edits.move import put_in_order

    return _proven(snapshot, lambda spec: _alone(put_in_order(spec)))


def nest_item(snapshot: DocumentSnapshot, position: Position | None) -> Fix | None:
    """The list item at a position, nested in the one before it; None if there is none."""
    from spec_ls.features.formatting.nesting import nest_item
    from spec_ls.findings import Fix, Safety

    edits = nest_item(snapshot.document, position.line) if position else ()
    return Fix("Nest the list item", edits, safety=Safety.SAFE) if edits else None


def unnest_item(snapshot: DocumentSnapshot, position: Position | None) -> Fix | None:
    """The list item at a position, behind the one that it is nested in; None if it is nested in none."""
    from spec_ls.features.formatting.nesting import unnest_item
    from spec_ls.findings import Fix, Safety

    edits = unnest_item(snapshot.document, position.line) if position else ()
    return Fix("Unnest the list item", edits, safety=Safety.SAFE) if edits else None


def fill_in_template(snapshot: DocumentSnapshot, position: Position | None) -> Fix | str | None:
    """The template, in an empty document; None in any other, or where the document is no spec."""
    from spec_ls.features.fill_in import ways_to_fill_in

    return _proven(snapshot, ways_to_fill_in)


def _proven(snapshot: DocumentSnapshot, ways: Callable[[Spec], Iterable[Fix]]) -> Fix | str | None:
    """The first fix that is proven, or that none is; None if there is none at all."""
    from spec_ls.checks.proof import is_proven
    from spec_ls.lsp.commands import unproven

    spec = snapshot.spec
    if spec is None or spec.blocks.rest is not None:
        return None
    made = tuple(ways(spec))
    proven = next((fix for fix in made if is_proven(spec, fix)), None)
    return proven or (unproven(made[0].title) if made else None)


def _alone(fix: Fix | None) -> tuple[Fix, ...]:
    return () if fix is None else (fix,)


COMMANDS = (
    Command(FILL_IN, fill_in_template),
    Command(INSERT_MISSING, insert_missing),
    Command("spec-ls.apply.order", put_in_order),
    Command("spec-ls.apply.nestItem", nest_item, feature="formatting"),
    Command("spec-ls.apply.unnestItem", unnest_item, feature="formatting"),
)

HANDLER = CommandRequest(
    types.WORKSPACE_EXECUTE_COMMAND,
    COMMANDS,
    types.ServerCapabilities(
        execute_command_provider=types.ExecuteCommandOptions([command.name for command in COMMANDS])
    ),
)
