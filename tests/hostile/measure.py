"""Processor time and growth of hostile documents.

    python tests/hostile/measure.py [--kinds WORD ...] [--variations NAME ...] [--sizes N N N] [--limit SECONDS] [--all]

measures, for each kind of ``kinds.py`` in each variation, a check with the count of what can be fixed, a code
action request, a completion and an edit, each at three sizes: more than 2,000 documents.  It prints seconds of
a process of its own, its memory, and the exponent of growth between the two largest sizes.  Exit 1: something
took longer than the limit, or more than 500 MB.
"""

from __future__ import annotations

import argparse
import gc
import math
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import Process, Queue
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spec_ls.checks.run import Checked

sys.path[1:1] = [str(Path(__file__).resolve().parent)]

from formatting_work import formatting_work  # noqa: E402
from kinds import FILES, KINDS, PLAIN, VARIATIONS, Make, varied  # noqa: E402  (it lies in the folder added above)

SIZES = (62_500, 250_000, 1_000_000)
LIMIT = 2.0
MEMORY = 500
"""MB at most."""

_STEEP = 1.3
"""An exponent of growth that is printed: n log n is less at these sizes."""

Document = tuple[str, str, int]
"""A kind, a variation and a size in characters."""

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
    from spec_ls.cli.checking import CHECK_SECONDS, LEAST_PROOF_SECONDS
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
    start = process_time()
    checked = yield from _timed("check", lambda: check(compare(parse(text), template)), most)
    if checked is None:
        return
    left = Deadline.after(max(LEAST_PROOF_SECONDS, CHECK_SECONDS - (process_time() - start)))
    yield from _timed("fixable", lambda: count_fixable(checked, left), most)
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
    for work, do in formatting_work(prompt.spec):
        yield from _timed(work, do, most)
    yield from _shape_figures(prompt, most)
    edit = Edit(Range.at(Position(middle, len(text.lines[middle]) // 2)), "x")
    yield from _timed("edit", lambda: check_promptly(prompt.spec.after([edit])), most)
    # An edit's second answer is given in steps between messages: ``check`` is as long.


def _shape_figures(checked: Checked, most: float) -> Iterator[Figure]:
    """The figures of folds, selections, semantic tokens and hints."""
    from spec_ls.features.folding import folds
    from spec_ls.features.heading_hints import heading_hints
    from spec_ls.features.selection import selection_ranges
    from spec_ls.lsp.encoding import Encoding
    from spec_ls.lsp.token_data import token_data
    from spec_ls.text import Position, Range

    document = checked.spec.document
    end, middle = document.text.end, Position(len(document.text.lines) // 2, 0)
    everywhere = Range(Position(0, 0), end)
    yield from _timed("fold", lambda: folds(document), most)
    yield from _timed("select", lambda: selection_ranges(document, [middle, end]), most)
    yield from _timed("tokens", lambda: list(token_data(document, checked, Encoding.UTF_16)), most)
    yield from _timed("hints", lambda: heading_hints(checked.spec, everywhere), most)


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


def _measure(document: Document, most: float, queue: Queue[Any]) -> None:
    kind, variation, size = document
    if kind in FILES:
        with open("/dev/null", "w") as null:
            sys.stdout = sys.stderr = null
            figures = list(file_figures(*FILES[kind], size, most))
    else:
        figures = list(document_figures(varied(KINDS[kind], variation), size, most))
    worst: dict[str, float] = {}
    for figure in figures:
        worst[figure.work] = max(worst.get(figure.work, 0), figure.seconds)
    queue.put((worst, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def measure(document: Document, most: float) -> tuple[dict[str, float], float]:
    """Seconds by work and MB of memory, of a process of its own."""
    queue: Queue[Any] = Queue()
    process = Process(target=_measure, args=(document, most, queue))
    process.start()
    try:
        found: tuple[dict[str, float], float] = queue.get(timeout=most * 40)
    except Exception:
        found = {"all": math.inf}, math.inf
    process.kill()
    process.join()
    return found


@dataclass
class Worst:
    """The worst figures so far; ``documents`` and ``slow`` are counts, ``memory`` is in MB."""

    documents: int = 0
    slow: int = 0
    memory: tuple[float, str] = (0.0, "")
    exponent: float = 0
    steepest: str = ""
    seconds: dict[str, tuple[float, str]] = field(default_factory=dict)

    def add(self, name: str, found: list[tuple[dict[str, float], float]], options: Any) -> None:
        """Add the figures of a kind at all sizes, and print those that are slow."""
        self.documents += len(found)
        self.memory = max(self.memory, *((memory, name) for _, memory in found))
        for work in dict.fromkeys(work for figures, _ in found for work in figures):
            seconds = [figures.get(work, math.nan) for figures, _ in found]
            exponent, slow = _exponent(seconds, options.sizes), sum(s > options.limit for s in seconds)
            self.slow += slow
            self.seconds[work] = max(self.seconds.get(work, (0.0, "")), (max(seconds), name))
            if exponent > self.exponent:
                self.exponent, self.steepest = exponent, f"{work} of {name}"
            if slow or options.all or exponent > _STEEP:
                told = "  ".join(f"{figure:8.2f}" for figure in seconds)
                print(f"{name:44} {work:9} {told}   n^{exponent:.2f}  {found[-1][1]:.0f} MB", flush=True)

    def print(self, limit: float) -> None:
        """Print a summary."""
        print(f"{self.documents:,} documents, {self.slow} figures above {limit:g} s")
        for work, (seconds, name) in self.seconds.items():
            print(f"{work:9} at most {seconds:.2f} s ({name})")
        print(
            f"at most {self.memory[0]:.0f} MB ({self.memory[1]}); steepest growth n^{self.exponent:.2f} ({self.steepest})"
        )


def main(arguments: list[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Processor time and growth of hostile documents.")
    parser.add_argument("--kinds", metavar="WORD", nargs="*", help="kinds whose name has one of these")
    parser.add_argument("--variations", metavar="NAME", nargs="*", choices=VARIATIONS, default=[*VARIATIONS])
    parser.add_argument("--sizes", metavar="N", nargs="+", type=int, default=SIZES)
    parser.add_argument("--limit", metavar="SECONDS", type=float, default=LIMIT)
    parser.add_argument("--jobs", metavar="N", type=int, default=2, help="processes at a time")
    parser.add_argument("--all", action="store_true", help="also print what is fast")
    options = parser.parse_args(arguments)
    options.sizes = sorted(options.sizes)
    _warm()
    families = [
        (kind, variation)
        for kind in (*KINDS, *FILES)
        if not options.kinds or any(word in kind for word in options.kinds)
        for variation in (options.variations if kind in KINDS else [PLAIN])
    ]
    worst = Worst()

    def look(family: tuple[str, str]) -> list[tuple[dict[str, float], float]]:
        return [measure((*family, size), options.limit * 4) for size in options.sizes]

    with ThreadPoolExecutor(options.jobs) as pool:
        for (kind, variation), found in zip(families, pool.map(look, families), strict=True):
            worst.add(f"{kind}, {variation}" if variation != PLAIN else kind, found, options)
    worst.print(options.limit)
    return 1 if worst.slow or worst.memory[0] > MEMORY else 0


def _warm() -> None:
    """Load everything once, so that it counts for no document; garbage is collected as in the server."""
    from spec_ls.checks.run import check
    from spec_ls.features import actions, completion
    from spec_ls.lsp import gc_policy
    from spec_ls.lsp.handlers import code_action
    from spec_ls.model.document import parse
    from spec_ls.model.template import read_template
    from spec_ls.spec import compare
    from spec_ls.text import Text

    assert all((actions, completion, code_action))
    gc_policy.begin()
    check(compare(parse(Text.of(WARM)), read_template(TEMPLATE, "builtin:hostile")))


def _exponent(seconds: list[float], sizes: list[int]) -> float:
    """The exponent of growth between the last two sizes; 1 where it is too fast to tell."""
    if len(seconds) < 2 or not seconds[-1] > _ANY_TIME or not all(map(math.isfinite, seconds[-2:])):
        return math.inf if seconds and math.isinf(seconds[-1]) else 1.0
    first, last = sorted(sizes)[-2:]
    return math.log(seconds[-1] / max(seconds[-2], 1e-3)) / math.log(last / first)


if __name__ == "__main__":
    sys.exit(main())
