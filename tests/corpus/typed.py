"""How much an editor says too early while a spec is typed from its first line to its last.

    python tests/corpus/typed.py [FOLDER] [--files N] [--seed N] [--show N]

types real specs of FOLDER (../shared/corpus, if none is given) line by line, as their own projects' settings
and templates have it, and counts the diagnostics, by code and message, that the finished spec has not:
each once a spec.  "Still to write" is not counted, nor is what is said of licence, link and title before
the first section.  Proposals whose header says that they are decided are left out: nobody types these.  Exit 1: there is one, printed with its line; 2: no specs.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(1, str(Path(__file__).resolve().parents[2]))

from compare import asked_for

from spec_ls.checks.in_the_making import as_an_editor_shows
from spec_ls.checks.run import Checked, check
from spec_ls.findings import Finding
from spec_ls.model.document import parse
from spec_ls.spec import Spec, compare
from spec_ls.text import Edit, Range, Text
from spec_ls.workspace import Workspace, read

FRONT_MATTER = {"missing-license", "missing-blueprint-url", "missing-title"}
"""Codes of what may still be written until the first section begins."""


class Early(NamedTuple):
    """A diagnostic that the finished spec has not, and the number of lines when it was seen first."""

    code: str
    message: str
    lines: int


_NUMBER = re.compile(r"\d+")


def shown(checked: Checked) -> tuple[Finding[Any], ...]:
    """The findings that an editor shows."""
    return as_an_editor_shows(checked).findings


def typed(spec: Spec) -> Iterator[Spec]:
    """A spec as it is after each of its lines."""
    text = Text.of("")
    now = compare(parse(text), spec.template, spec.config, spec.path)
    for line in spec.text.lines:
        if line:
            now = now.after([Edit(Range.at(now.text.end), line)])
            yield now


def said_early(path: Path) -> tuple[int, list[Early]]:
    """The number of lines that are typed, and the diagnostics that come too early."""
    text = Text.of(read(path))
    served = Workspace(path.parent).resolve(path, text)
    if served.template is None:
        return 0, []
    finished = compare(parse(text), served.template, served.config, path)
    if finished.is_closed:
        return 0, []
    final = {(finding.code, _NUMBER.sub("", finding.message)) for finding in shown(check(finished))}
    early: dict[tuple[str, str], Early] = {}
    for spec in typed(finished):
        in_front = len(spec.document.headings) < 2
        for finding in shown(check(spec)):
            about = finding.code, _NUMBER.sub("", finding.message)
            if about in final or finding.message.startswith("still to write: "):
                continue
            if not (in_front and finding.code in FRONT_MATTER):
                early.setdefault(about, Early(*about, len(spec.text.lines) - 1))
    return sum(map(bool, text.lines)), list(early.values())


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        "typed", description="Count what an editor says too early of specs being typed."
    )
    parser.add_argument("--show", type=int, default=20)
    options, paths = asked_for(parser, arguments, 200)
    if not paths:
        return 2
    with ProcessPoolExecutor() as pool:
        results = pool.map(said_early, paths)
        return 1 if show(paths, results, options.show) else 0


def show(paths: list[Path], results: Iterable[tuple[int, list[Early]]], most: int) -> int:
    """Print the first diagnostics of each file as soon as it is typed, and all counts; returns their sum."""
    counts = Counter[str]()
    specs = lines = 0
    for path, (typed_lines, found) in zip(paths, results, strict=True):
        for early in found[: max(0, most - counts.total())]:
            print(f"{path}: after {early.lines} lines: {early.code} {early.message}", flush=True)
        counts.update(early.code for early in found)
        specs += bool(typed_lines)
        lines += typed_lines
    for code, count in counts.most_common():
        print(f"{count:6} {code}")
    print(f"{specs} specs, {lines} lines typed: {counts.total()} diagnostics too early")
    return counts.total()


if __name__ == "__main__":
    sys.exit(main())
