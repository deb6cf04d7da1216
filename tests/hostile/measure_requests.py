"""Processor time and memory of a real server that is asked everything about hostile documents.

    python tests/hostile/measure_requests.py [--kinds WORD ...] [--variations NAME ...] [--size N] [--limit SECONDS]

opens a document of each kind of ``kinds.py``, sends each request that there is for a place in its middle and
one near its end, edits it and closes it.  It prints what took longer than the limit in seconds of the server's
processor time.  Exit 1: something took longer, the server took more than 500 MB, or it is gone.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1]
sys.path[1:1] = [str(TESTS / "bench"), str(TESTS), str(TESTS / "hostile")]

import document_requests  # noqa: E402  (it lies in a folder added above)
import machine  # noqa: E402
import texts  # noqa: E402
from editor import Editor  # noqa: E402
from kinds import KINDS, PLAIN, VARIATIONS, varied  # noqa: E402
from measure import LIMIT, MEMORY  # noqa: E402
from plan import OWN  # noqa: E402
from wire import ServerGone  # noqa: E402

SIZE = 1_000_000
"""Characters of a document, before the indentation that a variation adds."""

_LINES_READ = 12_000
"""What stands behind so many lines is not read (``spec_ls/rst/reach.py``)."""

_OF_A_SERVER = 20
"""Documents after which the server is started anew, so that its memory is that of few of them."""

_PAUSE = 0.5
"""Seconds in which the fuller answer to an opening or an edit may come."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, the server's processor seconds for it, and its memory afterwards in MB."""

    what: str
    seconds: float
    memory: float


def asked(editor: Editor, uri: str, text: str) -> Iterator[Asked]:
    """Open a document, ask everything about it, edit and close it."""
    process = editor.wire.process.pid

    def measured(what: str, do: Callable[[], Any]) -> Asked:
        before = machine.cpu(process) or 0.0
        do()
        return Asked(what, (machine.cpu(process) or 0.0) - before, machine.memory(process) or 0.0)

    yield measured("open", lambda: editor.open(uri, text, _PAUSE))
    for position in _places(text):
        for method in document_requests.methods():
            params = document_requests.params(method, uri, position)
            yield measured(method, lambda method=method, params=params: editor.request(method, params))
        change = [{"range": {"start": position, "end": position}, "text": "x"}]
        yield measured("edit", lambda change=change: editor.change(uri, change))
    yield measured("close", lambda: editor.close(uri))


def _places(text: str) -> list[dict[str, int]]:
    """The middle and the end of what is read, in UTF-16 code units."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    count = min(len(lines), _LINES_READ)
    return [{"line": line, "character": min(2, len(lines[line]))} for line in (count // 2, count - 1)]


def main(arguments: list[str] | None = None) -> int:
    """Print what took too long."""
    options = _options(arguments)
    families = [
        (kind, variation)
        for kind in KINDS
        if not options.kinds or any(word in kind for word in options.kinds)
        for variation in options.variations
    ]
    slow, most, gone = 0, (0.0, ""), 0
    with tempfile.TemporaryDirectory(prefix="spec-ls-hostile-") as folder:
        repository = texts.lay_out(Path(folder).resolve() / "repository")
        for first in range(0, len(families), _OF_A_SERVER):
            editor = OWN[0].start(repository, pause=_PAUSE)
            try:
                editor.initialize(repository.folder)
                for number, (kind, variation) in enumerate(families[first : first + _OF_A_SERVER], first):
                    name = f"{kind}, {variation}"
                    text = varied(KINDS[kind], variation)(options.size)
                    for answer in asked(editor, repository.uri(f"hostile-{number}"), text):
                        most = max(most, (answer.memory, name))
                        if answer.seconds > options.limit:
                            slow += 1
                            print(f"{name}: {answer.what} {answer.seconds:.2f} s", flush=True)
            except ServerGone as error:
                gone += 1
                print(f"{name}: {error}", flush=True)
            finally:
                editor.leave()
    print(f"{len(families)} documents, {slow} answers above {options.limit:g} s, server gone {gone} times")
    print(f"at most {most[0]:.0f} MB ({most[1]})")
    return 1 if slow or gone or most[0] > MEMORY else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What a server is asked about hostile documents.")
    parser.add_argument("--kinds", metavar="WORD", nargs="*", help="kinds whose name has one of these")
    parser.add_argument("--variations", metavar="NAME", nargs="*", choices=VARIATIONS, default=[PLAIN])
    parser.add_argument("--size", metavar="N", type=int, default=SIZE, help="characters of a document")
    parser.add_argument("--limit", metavar="SECONDS", type=float, default=LIMIT)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
