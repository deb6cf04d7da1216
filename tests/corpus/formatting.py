"""Real files, formatted: docutils' tree must be what it was, and formatting again must change nothing.

    python tests/corpus/formatting.py [FOLDER ...] [--every N] [--docstrfmt PROGRAM] [--jobs N]

takes every regular .rst file below the folders (../shared/corpus, if none is given), with the settings of its
repository, and each again with all prose wrapped.  Printed are each file that is wrong, how many lines were
changed, and the longest time that a file took; with --docstrfmt the same figures of that formatter.
Exit 1: something is wrong with ours; 2: there is no such folder.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache, partial
from pathlib import Path
from time import process_time
from typing import NamedTuple

from docutils import nodes
from docutils.core import publish_doctree

sys.path.insert(0, str(Path(__file__).parent))

from compare import CORPUS, files

from spec_ls.config import Config, FormatProse, LineRule
from spec_ls.features.formatting.whole import formatting
from spec_ls.model.document import parse
from spec_ls.rst.syntax.reading import run_to_end
from spec_ls.spec import compare
from spec_ls.text import Text, apply_edits
from spec_ls.workspace import Workspace

_SETTINGS = {
    "report_level": 5,
    "halt_level": 6,
    "warning_stream": None,
    "file_insertion_enabled": False,
    "syntax_highlight": "none",
    "_disable_config": True,
}
_TOO_SHORT = re.compile("Title (?:under|over)line too short")
_FAILED = re.compile("Failed to format '([^']+)'")
_MOST_SECONDS = 30.0
"""Processor time in which the formatting of any file has to end."""


class Result(NamedTuple):
    """What formatting one file gives.  ``wrong`` is empty if it is as it should be."""

    path: Path
    lines: int
    changed: int
    seconds: float
    wrong: str


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Format real files, and compare docutils' trees.")
    parser.add_argument("folders", metavar="FOLDER", nargs="*", type=Path, default=[CORPUS])
    parser.add_argument("--every", type=int, default=1, help="take each N-th file only")
    parser.add_argument("--docstrfmt", metavar="PROGRAM", help="format the files with this one, too")
    parser.add_argument("--jobs", type=int, default=None)
    options = parser.parse_args(arguments)
    for folder in options.folders:
        if not folder.is_dir():
            print(f"formatting: no such folder: {folder}", file=sys.stderr)
            return 2
    paths = [path for folder in options.folders for path in files(folder.resolve())][:: options.every]
    wrong = 0
    with ProcessPoolExecutor(options.jobs) as pool:
        for name, judge in (("as set", of_settings), ("all wrapped", of_all_wrapped)):
            wrong += report(f"spec-ls, {name}", pool.map(judge, paths, chunksize=8))
        if options.docstrfmt:
            with tempfile.TemporaryDirectory() as folder:
                copies = by_docstrfmt(options.docstrfmt, paths, Path(folder))
                report("docstrfmt", pool.map(of_docstrfmt, paths, *zip(*copies, strict=True), chunksize=8))
    return 1 if wrong else 0


def report(name: str, results: Iterable[Result]) -> int:
    """Print what is wrong and the sums; returns the number of files with which something is wrong."""
    found = []
    for result in results:
        found.append(result)
        if result.wrong:
            print(f"{name}: {result.path}: {result.wrong}", flush=True)
    wrong = [result.wrong for result in found if result.wrong]
    kinds = {kind.partition(":")[0]: 0 for kind in wrong}
    for kind in wrong:
        kinds[kind.partition(":")[0]] += 1
    changed, lines = sum(result.changed for result in found), sum(result.lines for result in found)
    touched = sum(1 for result in found if result.changed)
    slowest = max(found, key=lambda result: result.seconds, default=None)
    print(
        f"{name}: {len(found):,} files, {touched:,} changed, {changed:,} of {lines:,} lines"
        f" ({changed / max(lines, 1):.2%}), {len(wrong):,} wrong {kinds or ''}",
        flush=True,
    )
    if slowest is not None and slowest.seconds:
        print(
            f"{name}: {sum(r.seconds for r in found):.1f} s, at most {slowest.seconds:.2f} s ({slowest.path})"
        )
    return len(wrong)


def of_settings(path: Path) -> Result:
    """A file formatted as its repository's settings say."""
    return judged(path, lambda text: _formatted(path, text, lambda config: config))


def of_all_wrapped(path: Path) -> Result:
    """A file formatted with all prose wrapped at a limit, even where lines have none."""
    return judged(path, lambda text: _formatted(path, text, _with_all_wrapped))


def judged(path: Path, format_once: object) -> Result:
    """What a formatter, a function of a text, does to a file."""
    assert callable(format_once)
    text = Text.of(path.read_bytes().decode("utf-8"))
    begin = process_time()
    try:
        now = format_once(text)
    except Exception as error:  # of any kind: formatting must not fail
        return Result(
            path, len(text.lines), 0, process_time() - begin, f"failed: {type(error).__name__}: {error}"
        )
    seconds = process_time() - begin
    changed = changed_lines(text, now)
    result = partial(Result, path, len(text.lines), changed, seconds)
    if seconds > _MOST_SECONDS:
        return result(f"slow: {seconds:.1f} s")
    if changed and (difference := tree_difference(str(text), str(now))):
        return result(f"another tree: {difference}")
    if changed and str(format_once(now)) != str(now):
        return result(f"not idempotent: {_first_difference(now, format_once(now))}")
    return result("")


def _formatted(path: Path, text: Text, settings: object) -> Text:
    assert callable(settings)
    document = parse(text)
    served = _workspace(path.parent).resolve(path)
    spec = None
    if served.template is not None:
        spec = compare(document, served.template, served.config, path, None, served.headers)
    config = settings(spec.config if spec else None)
    is_kept = spec.is_preamble if spec else lambda line: False
    return apply_edits(text, run_to_end(formatting(document, config, is_kept=is_kept)))


def _with_all_wrapped(config: Config | None) -> Config:
    config = config or Config()
    rule = LineRule.DEFAULT if config.line_rule is LineRule.OFF else config.line_rule
    return replace(config, format_prose=FormatProse.ALL, line_rule=rule)


@cache
def _workspace(folder: Path) -> Workspace:
    return Workspace(folder)


def changed_lines(before: Text, now: Text) -> int:
    """How many lines of a text are changed, deleted or inserted."""
    if before.lines == now.lines:
        return 0
    matcher = SequenceMatcher(None, before.lines, now.lines, autojunk=False)
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal")


def tree_difference(before: str, now: str, strictly: bool = True) -> str:
    """The first place where docutils' trees of two texts differ; empty if they are the same."""
    one, other = tree(before, strictly), tree(now, strictly)
    if one is None or other is None:
        return "" if one is other else "docutils gives up on one of them"
    for left, right in zip(one, other, strict=False):
        if left != right:
            return f"{left!r} -> {right!r}"
    return "" if len(one) == len(other) else "one is longer"


def tree(text: str, strictly: bool = True) -> list[str] | None:
    """docutils' tree, without positions, without the messages about short adornment; None if it gives up.

    In running text white space is folded.  The source of a directive that docutils does not know, which it
    quotes, counts without the blank lines behind it: they are between blocks.  Unless ``strictly``, no message
    counts, and no marker of a list.
    """
    try:
        document = publish_doctree(text, settings_overrides=_SETTINGS)
    except Exception:
        return None
    for message in list(document.findall(nodes.system_message)):
        if not strictly or (message.children and _TOO_SHORT.match(message.children[0].astext())):
            message.parent.remove(message)
    for node in document.findall(nodes.Element):
        for name in ("line",) if strictly else ("line", "bullet", "enumtype", "prefix", "suffix"):
            node.attributes.pop(name, None)
    found = []
    for node in document.findall():
        if isinstance(node, nodes.Text):
            verbatim = isinstance(node.parent, nodes.FixedTextElement)
            quoted = verbatim and isinstance(node.parent.parent, nodes.system_message)
            text = str(node) if verbatim else " ".join(str(node).split())
            found.append(text.rstrip() if quoted else text)
        else:
            found.append(node.starttag() if isinstance(node, nodes.Element) else repr(node))
    return [line for line in found if line]


def _first_difference(one: Text, other: Text) -> str:
    for number, (left, right) in enumerate(zip(one.lines, other.lines, strict=False), 1):
        if left != right:
            return f"line {number}: {left!r} -> {right!r}"
    return "another length"


def by_docstrfmt(program: str, paths: Sequence[Path], folder: Path) -> list[tuple[Path, Path, bool]]:
    """Copies of files that docstrfmt formatted once and twice, and whether it gave up on them."""
    copies = [(folder / "once" / f"{i}.rst", folder / "twice" / f"{i}.rst") for i in range(len(paths))]
    for name in ("once", "twice"):
        (folder / name).mkdir()
    for path, (once, _) in zip(paths, copies, strict=True):
        shutil.copyfile(path, once)
    failed = _run(program, [once for once, _ in copies])
    for once, twice in copies:
        shutil.copyfile(once, twice)
    _run(program, [twice for _, twice in copies])
    return [(once, twice, once in failed) for once, twice in copies]


def _run(program: str, paths: Sequence[Path]) -> set[Path]:
    """Let docstrfmt format files where they lie; returns those that it says it failed to format."""
    failed = set[Path]()
    for start in range(0, len(paths), 20):
        command = [program, "--ignore-cache", "--line-length", "79", *map(str, paths[start : start + 20])]
        with suppress(subprocess.TimeoutExpired):
            done = subprocess.run(command, capture_output=True, check=False, timeout=600, text=True)
            failed |= {Path(name) for name in _FAILED.findall(done.stdout + done.stderr)}
    return failed


def of_docstrfmt(path: Path, once: Path, twice: Path, gave_up: bool) -> Result:
    """What docstrfmt did to a file.  Neither docutils' messages nor the markers of lists count for it."""
    before, now, again = (Text.of(p.read_bytes().decode("utf-8")) for p in (path, once, twice))
    changed = changed_lines(before, now)
    result = partial(Result, path, len(before.lines), changed, 0.0)
    if gave_up:
        return result("gave up")
    if difference := tree_difference(str(before), str(now), strictly=False):
        return result(f"another tree: {difference}")
    if str(now) != str(again):
        return result(f"not idempotent: {_first_difference(now, again)}")
    return result("")


if __name__ == "__main__":
    sys.exit(main())
