"""``spec-ls completion``: a script with which a shell completes arguments, made of their parser by shtab."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from typing import Any

from spec_ls.checks import CODES
from spec_ls.cli import arguments
from spec_ls.cli.console import Console
from spec_ls.setting_texts import EXAMPLES
from spec_ls.workspace.own_pages import PAGES

_FILES = frozenset({"PATH", "FILE", "NAME|FILE", "P"})
"""Metavariables that stand for a file or a folder."""

_CODES = {
    "bash": """\
_spec_ls_codes() {
  local before=""
  [[ "$1" == *,* ]] && before="${1%,*},"
  compgen -P "$before" -W "@codes@" -- "${1##*,}"
}
""",
    "zsh": "_spec_ls_codes() { _values -s , code @codes@ }\n",
    "fish": """\
function _spec_ls_codes
  set -l before (string replace -r '[^,]*$' '' -- (commandline -ct))
  for code in @codes@
    echo "$before$code"
  end
end
""",
}
"""Functions that complete a list of codes, which are divided by commas."""


def completion(options: arguments.Options, console: Console) -> int:
    """Print the script for a shell and return the exit status."""
    try:
        console.out(script(options.shell))
    except ModuleNotFoundError as error:  # as where spec-ls is bundled with an editor
        console.failure(f"completion needs the package {error.name}: pip install {error.name}")
    return console.status


def script(shell: str) -> str:
    """The script for ``bash``, ``zsh`` or ``fish``: static, so that no Python starts while somebody types."""
    import shtab  # a library that no other command needs

    codes = {name: text.replace("@codes@", " ".join(sorted(CODES))) for name, text in _CODES.items()}
    calls = {name: "(_spec_ls_codes)" if name == "fish" else "_spec_ls_codes" for name in codes}
    completed = {"file": shtab.FILE, "codes": {**calls, "preamble": codes}}
    program = arguments.parser()
    for command in commands(program).values():
        _mark(command._actions, completed)
    text: str = shtab.complete(program, shell=shell)
    return text.rstrip("\n") + "\n"


def commands(program: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of the commands by name; of commands below a command by both names, with a space."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in program._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                found[name] = command
                found.update({f"{name} {inner}": below for inner, below in commands(command).items()})
    return found


def _mark(actions: Iterable[argparse.Action], completed: Mapping[str, Any]) -> None:
    """Say of each argument how it is completed, as shtab reads it: in an attribute, or by its choices."""
    for action in actions:
        if action.metavar in _FILES:
            action.complete = completed["file"]  # type: ignore[attr-defined]
        elif action.metavar == "CODES":
            action.complete = completed["codes"]  # type: ignore[attr-defined]
        elif action.metavar == "NAME":
            action.choices = sorted([*CODES, *EXAMPLES, *PAGES])
