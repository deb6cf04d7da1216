"""Processor time and growth of hostile documents.

    python tests/hostile/measure.py [--kinds WORD ...] [--sizes N N N] [--limit SECONDS] [--all]

measures, for each kind of ``kinds.py``, a check with the count of what can be fixed, a code action request, a
completion and an edit, each at three sizes; it prints seconds of this process and the exponent of growth
between the two largest sizes.  Exit 1: something took longer than the limit.
"""

from __future__ import annotations

import argparse
import gc
import math
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import Process, Queue
from pathlib import Path
from time import process_time
from typing import Any

sys.path[1:1] = [str(Path(__file__).resolve().parent)]

from kinds import FILES, KINDS, Make  # noqa: E402  (it lies in the folder added above)

SIZES = (62_500, 250_000, 1_000_000)
LIMIT = 2.0
_ANY_TIME = 0.1
"""Seconds below which growth says nothing."""


class TooLong(BaseException):
    """Raised where a measurement is given up; no ``except Exception`` contains it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Seconds of processor time, infinite where it was given up."""

    work: str
    seconds: float


@contextmanager
def given_up_after(seconds: float) -> Iterator[None]:
    """Raise ``TooLong`` in the work inside that takes longer, in seconds of processor time."""

    def stop(number: int, frame: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def document_figures(make: Make, size: int, most: float) -> Iterator[Figure]:
    """The figures of a kind of document; what follows from work that was given up is left out."""
    from spec_ls.checks.fix_all import count_fixable
    from spec_ls.checks.run import check, check_promptly
    from spec_ls.deadline import Deadline
    from spec_ls.features.actions import actions
    from spec_ls.features.completion import complete
    from spec_ls.lsp.handlers.code_action import PROOF_SECONDS
    from spec_ls.model.document import parse
    from spec_ls.model.template import read_template
    from spec_ls.spec import compare
    from spec_ls.text import Edit, Position, Range, Text

    template = read_template(TEMPLATE, "builtin:hostile")
    check(compare(parse(Text.of(WARM)), template))
    text = Text.of(make(size))
    checked = yield from _timed("check", lambda: check(compare(parse(text), template)), most)
    if checked is None:
        return
    yield from _timed("fixable", lambda: count_fixable(checked, Deadline.after(2.0)), most)
    prompt = check_promptly(checked.spec)
    line = prompt.findings[len(prompt.findings) // 2].range.start.line if prompt.findings else 0
    here = Range.at(Position(line, 0))
    everywhere = Range(Position(0, 0), text.end)
    yield from _timed(
        "actions", lambda: actions(prompt, everywhere, None, Deadline.after(PROOF_SECONDS)), most
    )
    yield from _timed("action", lambda: actions(prompt, here, None, Deadline.after(PROOF_SECONDS)), most)
    middle = len(text.lines) // 2
    for place in (middle, middle + 1, len(text.lines) - 1):
        position = Position(min(place, len(text.lines) - 1), 0)
        yield from _timed("complete", lambda position=position: complete(prompt.spec, position), most)
    edit = Edit(Range.at(Position(middle, len(text.lines[middle]) // 2)), "x")
    yield from _timed("edit", lambda: check_promptly(prompt.spec.after([edit])), most)
    # An edit's second answer is given in steps between messages: ``check`` is as long.


def file_figures(name: str, make: Make, size: int, most: float) -> Iterator[Figure]:
    """The figures of a file beside a spec."""
    from spec_ls.workspace import Workspace

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / ".git").mkdir()
        (root / "specs" / "x").mkdir(parents=True)
        (root / "specs" / "template.rst").write_text(TEMPLATE)
        spec = root / "specs" / "x" / ("a" * 100 + ".rst")
        spec.write_text(WARM)
        (root / name).write_text(make(size))

        def look() -> None:
            from spec_ls.cli import main

            main(["check", str(root)])

        assert Workspace
        yield from _timed("check", look, most)


TEMPLATE = "=====\nTitle\n=====\n\nProblem\n=======\n\nWhat?\n\nChange\n======\n\nHow?\n"
WARM = "=====\nTitle\n=====\n\nProblem\n=======\n\nA *word and `more`.\n\n.. note:: x\n\n.. _a: b\n"


def _timed(work: str, do: Callable[[], Any], most: float) -> Any:
    gc.collect()
    gc.freeze()
    start = process_time()
    try:
        with given_up_after(most):
            result = do()
    except TooLong:
        yield Figure(work, math.inf)
        return None
    yield Figure(work, process_time() - start)
    return result


def _measure(kind: str, size: int, most: float, queue: Queue[Any]) -> None:
    if kind in FILES:
        with open("/dev/null", "w") as null:
            sys.stdout = sys.stderr = null
            figures = list(file_figures(*FILES[kind], size, most))
    else:
        figures = list(document_figures(KINDS[kind], size, most))
    worst: dict[str, float] = {}
    for figure in figures:
        worst[figure.work] = max(worst.get(figure.work, 0), figure.seconds)
    queue.put(worst)


def measure(kind: str, size: int, most: float) -> dict[str, float]:
    """Seconds by work, in a process of its own."""
    queue: Queue[Any] = Queue()
    process = Process(target=_measure, args=(kind, size, most, queue))
    process.start()
    try:
        worst: dict[str, float] = queue.get(timeout=most * 20)
    except Exception:
        worst = {"all": math.inf}
    process.kill()
    process.join()
    return worst


def main(arguments: list[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Processor time and growth of hostile documents.")
    parser.add_argument("--kinds", metavar="WORD", nargs="*", help="kinds whose name has one of these")
    parser.add_argument("--sizes", metavar="N", nargs="+", type=int, default=SIZES)
    parser.add_argument("--limit", metavar="SECONDS", type=float, default=LIMIT)
    parser.add_argument("--all", action="store_true", help="also print what is fast")
    options = parser.parse_args(arguments)
    kinds = [
        kind for kind in (*KINDS, *FILES) if not options.kinds or any(word in kind for word in options.kinds)
    ]
    failed = 0
    for kind in kinds:
        found = [measure(kind, size, options.limit * 4) for size in sorted(options.sizes)]
        for work in found[-1] | found[0]:
            seconds = [figures.get(work, math.nan) for figures in found]
            slow = not seconds[-1] <= options.limit
            failed += slow
            if slow or options.all or _exponent(seconds, options.sizes) > 1.3:
                told = "  ".join(f"{figure:8.2f}" for figure in seconds)
                print(f"{kind:32} {work:9} {told}   n^{_exponent(seconds, options.sizes):.2f}", flush=True)
    print(f"{len(kinds)} kinds, {failed} figures above {options.limit:g} s")
    return 1 if failed else 0


def _exponent(seconds: list[float], sizes: list[int]) -> float:
    """The exponent of growth between the last two sizes; 1 where it is too fast to tell."""
    if len(seconds) < 2 or not seconds[-1] > _ANY_TIME or not all(map(math.isfinite, seconds[-2:])):
        return math.inf if seconds and math.isinf(seconds[-1]) else 1.0
    first, last = sorted(sizes)[-2:]
    return math.log(seconds[-1] / max(seconds[-2], 1e-3)) / math.log(last / first)


if __name__ == "__main__":
    sys.exit(main())
