"""A long day of a server, made short: does its memory grow, do edits become slower?

    python tests/soak/soak.py [FOLDER] [--minutes N] [--rate EDITS] [--documents N] [-- COMMAND ...]

A minute is 60 x 20 edits, so that at a greater rate than 20 edits a second the same day passes sooner.
Ends with 1 if memory or the processor time of edits grew, or if answers differ from those to a text that is
opened anew; with 2 if the server is gone.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[1:1] = [str(TESTS / "bench"), str(TESTS)]

import machine  # noqa: E402  (it lies in the folder added above)
import texts  # noqa: E402
from author import Author, documents  # noqa: E402
from editor import Editor  # noqa: E402
from minutes import HEADER, Minute, judged  # noqa: E402
from plan import OWN, Server  # noqa: E402
from wire import ServerGone  # noqa: E402

RATE = 20
EDITS_A_MINUTE = 60 * RATE
_PATIENCE = 1.0
"""Seconds for a fuller answer at the end, when answers are compared."""


def main() -> int:
    options = _options(sys.argv[1:])
    server = Server("given", tuple(options.command)) if options.command else OWN[0]
    with tempfile.TemporaryDirectory(prefix="spec-ls-soak-") as folder:
        repository = texts.lay_out(Path(folder).resolve() / "repository")
        chosen = documents(repository, options.folder, options.documents)
        print(f"{len(chosen)} documents open, {options.rate} edits a second, {options.minutes} minutes")
        editor = server.start(repository)
        try:
            editor.initialize(repository.folder)
            return _soak(Author(editor, repository, chosen), options.minutes, options.rate)
        except ServerGone as error:
            print(f"soak: {error}", file=sys.stderr)
            return 2
        finally:
            editor.leave()


def _soak(author: Author, count: int, rate: float) -> int:
    print(HEADER)
    minutes: list[Minute] = []
    for minute in worked(author, rate, EDITS_A_MINUTE):
        minutes.append(minute)
        print(minute.line(), flush=True)
        if len(minutes) == count:
            break
    fine = True
    for words, is_fine in judged(minutes):
        print(f"{'ok' if is_fine else 'NOT OK'}: {words}")
        fine &= is_fine
    author.editor.pause = _PATIENCE
    different = author.differences()
    for uri in different:
        print(f"NOT OK: {uri}: what is published differs from that of the same text opened anew")
    return 0 if fine and not different else 1


def worked(author: Author, rate: float, edits_a_minute: int) -> Iterator[Minute]:
    """The figures of one minute after the other, without end."""
    editor, process = author.editor, author.editor.wire.process.pid
    seconds: list[float] = []
    due = time.monotonic()
    for edits, (uri, step) in enumerate(author.steps(), 1):
        seconds.append(_edit(editor, process, uri, step.changes))
        author.ask(uri, step)
        if edits % edits_a_minute == 0:
            number = edits // edits_a_minute
            yield Minute(number, edits, machine.memory(process), machine.own_memory(process), seconds)
            seconds = []
        due = max(due + 1 / rate, time.monotonic() - 1)  # what was missed for over a second is not made up
        time.sleep(max(0.0, due - time.monotonic()))


def _edit(editor: Editor, process: int, uri: str, changes: Sequence[dict[str, object]]) -> float:
    """The server's processor seconds for an edit and its answers."""
    before = machine.cpu(process)
    editor.change(uri, changes)
    after = machine.cpu(process)
    return after - before if before is not None and after is not None else 0.0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    """The options; all behind ``--`` is another server's command."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=texts.SAMPLE.parent)
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--rate", type=float, default=RATE, help="edits a second")
    parser.add_argument("--documents", type=int, default=6, help="from FOLDER; as many again in a repository")
    options = parser.parse_args(arguments[:end])
    options.command = arguments[end + 1 :]
    return options


if __name__ == "__main__":
    sys.exit(main())
