"""doc8's own findings on real files, and ours under its rules: the same lines, code by code.

    python tests/corpus/doc8.py [--doc8 PYTHON] [--limit N]... [FOLDER ...]

takes every regular .rst file below the folders (../shared/corpus, if none is given).  PYTHON, or else
$SPEC_LS_DOC8, is an interpreter that has doc8: it pins a docutils older than ours, and so lives in an
environment of its own.  Each limit for D001 is one run of doc8 (79, 60 and 40, if none is given).

The texts of doc8_cases.py are asked for as well.

Each D001 to D005 is one finding of ours in the same line.

Exit 1: something differs; 2: there is no such folder, or no doc8.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[1:1] = [str(REPOSITORY / "tests"), str(REPOSITORY), str(Path(__file__).parent)]

from compare import CORPUS, files  # noqa: E402  (they lie in a folder added above)
from doc8_cases import CASES, LIMIT  # noqa: E402

from spec_ls.checks.run import check  # noqa: E402
from spec_ls.config import Config, LineRule  # noqa: E402
from spec_ls.model.document import parse  # noqa: E402
from spec_ls.model.template import read_template  # noqa: E402
from spec_ls.spec import compare  # noqa: E402
from spec_ls.text import Text  # noqa: E402

LIMITS = (79, 60, 40)
CODES = {
    "line-too-long": "D001",
    "trailing-whitespace": "D002",
    "tab-indentation": "D003",
    "carriage-return": "D004",
    "missing-final-newline": "D005",
}
TEMPLATE = read_template("Title\n=====\n", "builtin:doc8")
_SAID = re.compile(r"(.+):(\d+): (D00[1-5]) ")

Findings = frozenset[tuple[str, int]]
"""doc8's codes with lines, counted from 1."""


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    for folder in options.folders:
        if not folder.is_dir():
            print(f"doc8: no such folder: {folder}", file=sys.stderr)
            return 2
    paths = {
        path.resolve(): _repository(path, folder) for folder in options.folders for path in files(folder)
    }
    differing, said = set[Path](), Counter[tuple[int, str]]()
    with ProcessPoolExecutor() as pool:
        for limit in options.limit or LIMITS:
            theirs = by_doc8(options.doc8, tuple(paths), limit)
            if theirs is None:
                return 2
            for path, ours in zip(
                paths, pool.map(partial(by_us, limit=limit), paths, chunksize=16), strict=True
            ):
                said.update((limit, code) for code, _ in theirs[path])
                if ours != theirs[path]:
                    differing.add(path)
                    print(f"{path}, limit {limit}: {_told(ours, theirs[path])}")
    _report(paths, differing, said)
    stale = _stale_cases(options.doc8)
    return 1 if differing or stale else 0


def by_us(path: Path, limit: int) -> Findings:
    """What we find in a file as doc8 would."""
    return found(path.read_bytes().decode("utf-8"), limit)


def found(text: str, limit: int) -> Findings:
    """What we find in a text as doc8 would."""
    config = Config(
        select=frozenset(CODES), gate=frozenset(CODES), line_rule=LineRule.DOC8, max_line_length=limit
    )
    findings = check(compare(parse(Text.of(text)), TEMPLATE, config)).findings
    return frozenset((CODES[one.code], one.range.start.line + 1) for one in findings)


def by_doc8(python: str, paths: tuple[Path, ...], limit: int) -> dict[Path, Findings] | None:
    """What doc8 finds in files; ``None`` if there is no doc8."""
    command = [python, "-m", "doc8", "--quiet", "--max-line-length", str(limit), "--ignore", "D000"]
    with tempfile.TemporaryDirectory() as nowhere:  # no settings there
        try:
            run = subprocess.run(
                [*command, *map(str, paths)], cwd=nowhere, capture_output=True, text=True, check=False
            )
        except OSError as error:
            print(f"doc8: {error}", file=sys.stderr)
            return None
    if run.returncode not in (0, 1) or run.stderr:
        print(f"doc8: {run.stderr.strip()}", file=sys.stderr)
        return None
    lines = defaultdict[Path, set[tuple[str, int]]](set)
    for match in map(_SAID.match, run.stdout.splitlines()):
        if match:
            lines[Path(match[1])].add((match[3], int(match[2])))
    return {path: frozenset(lines[path]) for path in paths}


def recorded(said: str) -> Findings:
    """What a text of doc8_cases.py says that doc8 finds in it."""
    return frozenset((code, int(line)) for code, line in (one.split(":") for one in said.split()))


def _stale_cases(python: str) -> int:
    """How many of the recorded texts doc8 does not judge as it is recorded."""
    with tempfile.TemporaryDirectory() as name:
        paths = [Path(name).resolve() / f"{number}.rst" for number in range(len(CASES))]
        for path, (text, _) in zip(paths, CASES, strict=True):
            path.write_bytes(text.encode("utf-8"))
        theirs = by_doc8(python, tuple(paths), LIMIT) or {}
    stale = [
        (text, theirs.get(path, frozenset()))
        for path, (text, said) in zip(paths, CASES, strict=True)
        if theirs.get(path, frozenset()) != recorded(said)
    ]
    for text, found_there in stale:
        print(f"recorded otherwise: {text!r}: {sorted(found_there)}")
    print(f"{len(CASES)} recorded texts, {len(stale)} recorded otherwise")
    return len(stale)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare findings with doc8's on real files.")
    parser.add_argument("folders", metavar="FOLDER", nargs="*", type=Path, default=[CORPUS])
    parser.add_argument(
        "--doc8", metavar="PYTHON", default=os.environ.get("SPEC_LS_DOC8", sys.executable), help="has doc8"
    )
    parser.add_argument("--limit", metavar="N", type=int, action="append", help="for D001")
    return parser.parse_args(arguments)


def _repository(path: Path, folder: Path) -> str:
    parts = path.relative_to(folder).parts
    return parts[0] if len(parts) > 1 else folder.name


def _told(ours: Findings, theirs: Findings) -> str:
    return f"doc8 alone {sorted(theirs - ours)}, spec-ls alone {sorted(ours - theirs)}"


def _report(paths: dict[Path, str], differing: set[Path], said: Counter[tuple[int, str]]) -> None:
    print(f"{'repository':<20} {'files':>6} {'agree':>6}")
    for repository, count in Counter(paths.values()).items():
        wrong = sum(paths[path] == repository for path in differing)
        print(f"{repository:<20} {count:>6,} {count - wrong:>6,}")
    print(f"{'all':<20} {len(paths):>6,} {len(paths) - len(differing):>6,}")
    print(
        "doc8 said: "
        + ", ".join(f"{code} {count:,} (limit {limit})" for (limit, code), count in said.items())
    )


if __name__ == "__main__":
    sys.exit(main())
