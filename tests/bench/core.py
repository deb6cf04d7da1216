"""How long a full scan takes, and a keystroke up to its findings, inside the core: without a wire or a process.

docutils reads the same texts in the same run, for comparison.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import texts
from docutils.core import publish_doctree

from spec_ls.checks.run import check
from spec_ls.lsp import gc_policy
from spec_ls.model.document import parse
from spec_ls.model.template import Template, read_template
from spec_ls.rst.scan import scan
from spec_ls.spec import compare
from spec_ls.text import Edit, Position, Range, Text

_QUIET = {"report_level": 5, "halt_level": 5, "warning_stream": None, "file_insertion_enabled": False}
_MOST_DOCUTILS = 10_000
_WARM_UP = 10
_BUDGET = 8.0
"""Seconds after which no more edits of a kind are made."""


class Edits(NamedTuple):
    """Milliseconds: medians of an edit's three parts, and the whole's median, p95 and maximum.

    ``splice``: the lines; ``document``: blocks, section tree and outline; ``checks``: the findings.
    """

    splice: float
    document: float
    checks: float
    median: float
    p95: float
    worst: float


def measure(sizes: tuple[int, ...], runs: int) -> dict[str, dict[str, Any]]:
    """All figures, by number of lines; printed as they are found."""
    template = read_template(texts.TEMPLATE.read_text("utf-8"), "builtin:nova")
    gc_policy.begin()  # as in the server: Python's own collections would count as an edit's time
    print(
        f"{'lines':>7} {'scan':>8} {'open':>8} {'docutils':>9}   {'edit':<10}"
        f" {'splice':>7} {'document':>8} {'checks':>7} {'whole':>7} {'p95':>7} {'max':>7}"
    )
    found = {}
    for size in sizes:
        found[str(size)] = row = _of_size(texts.document(size), size, template, runs)
        _print(size, row)
    return found


def _print(size: int, row: dict[str, Any]) -> None:
    docutils = "-" if row["docutils"] is None else f"{row['docutils']:.1f}"
    head = f"{size:>7,} {row['scan']:>8.1f} {row['open']:>8.1f} {docutils:>9}"
    for kind in ("character", "new line"):
        edit = Edits(**row[kind])
        print(
            f"{head}   {kind:<10} {edit.splice:>7.3f} {edit.document:>8.3f} {edit.checks:>7.3f}"
            f" {edit.median:>7.3f} {edit.p95:>7.3f} {edit.worst:>7.3f}",
            flush=True,
        )
        head = " " * len(head)


def _of_size(text: str, size: int, template: Template, runs: int) -> dict[str, Any]:
    few = 3 if size > _MOST_DOCUTILS or runs < 100 else 7
    has_docutils = size <= _MOST_DOCUTILS
    # The edits come first: behind whole documents of docutils' what is kept lies scattered in memory.
    typed = {"character": _edits(text, "x", template, runs), "new line": _edits(text, "\n", template, runs)}
    return {
        "scan": _milliseconds(lambda: scan(Text.of(text)), few),
        "open": _milliseconds(lambda: check(compare(parse(Text.of(text)), template)), few),
        "docutils": _milliseconds(lambda: _read_by_docutils(text), 3) if has_docutils else None,
        **{kind: edits._asdict() for kind, edits in typed.items()},
    }


def _read_by_docutils(text: str) -> object:
    return publish_doctree(text, settings_overrides=_QUIET)


def _milliseconds(work: Callable[[], object], runs: int) -> float:
    """The median time of a piece of work."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return round(statistics.median(taken) * 1000, 3)


def _running_text(lines: Sequence[str], rng: random.Random) -> int:
    """A line of running text, which is no title."""
    while True:
        line = rng.randrange(len(lines) - 1)
        if lines[line][:1].isalpha() and not texts.is_adornment(lines[line + 1].rstrip()):
            return line


def _edits(text: str, typed: str, template: Template, runs: int) -> Edits:
    """Edits at random places in running text, each in what the one before left."""
    rng = random.Random(1)
    checked = check(compare(parse(Text.of(text)), template))
    parts = []
    began = time.perf_counter()
    while len(parts) < runs + _WARM_UP and (
        len(parts) < 2 * _WARM_UP or time.perf_counter() - began < _BUDGET
    ):
        spec = checked.spec
        lines = spec.text.lines
        line = _running_text(lines, rng)
        edit = Edit(Range.at(Position(line, min(3, len(lines[line]) - 1))), typed)
        start = time.perf_counter()
        splice = spec.text.replace(edit)
        spliced = time.perf_counter()
        document = spec.document.edited([splice])
        spec = compare(document, template, spec.config, spec.path, spec)
        compared = time.perf_counter()
        checked = check(spec)
        end = time.perf_counter()
        gc_policy.collect_between_messages()
        parts.append((spliced - start, compared - spliced, end - compared, end - start))
    kept = parts[_WARM_UP:]
    wholes = sorted(part[3] for part in kept)
    medians = [statistics.median(part[column] for part in kept) for column in range(4)]
    times = (*medians, wholes[int(len(wholes) * 0.95)], wholes[-1])
    return Edits(*(round(1000 * seconds, 4) for seconds in times))
