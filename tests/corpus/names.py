"""Inline markup and names of real files beside docutils', and definitions beside their references.

    python tests/corpus/names.py [FOLDER]

reads all .rst files of FOLDER (../shared/corpus, if none is given).  In each the inline markup and the uses of
names, with what they resolve to, must be those of docutils; files with a ``glossary``, which Sphinx reads, are
not compared, but counted.  In all files each use must be among the references of its definition.  Exit 1:
something differs.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

sys.path[1:1] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

from inline_judge import docutils_markup, our_markup  # noqa: E402  (what follows lies in folders added above)
from names_judge import docutils_uses, our_uses  # noqa: E402

from spec_ls.model.document import parse  # noqa: E402
from spec_ls.model.names import occurrences, resolver, uses_of  # noqa: E402
from spec_ls.text import Text  # noqa: E402

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
_APART = re.compile(r"^ *\.\. glossary::", re.MULTILINE)


class Compared(NamedTuple):
    """The numbers of markup and uses in a file, and what is wrong; ``is_apart`` if docutils is not asked."""

    path: Path
    markup: int = 0
    uses: int = 0
    is_apart: bool = False
    wrong: tuple[str, ...] = ()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Compare names of real files with docutils'.")
    parser.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, default=CORPUS)
    folder = parser.parse_args(arguments).folder
    paths = [path for path in sorted(folder.rglob("*.rst")) if path.is_file()]
    with ProcessPoolExecutor() as pool:
        found = [one for one in pool.map(compare, paths, chunksize=8) if one is not None]
    for one in found:
        for wrong in one.wrong:
            print(f"{one.path}: {wrong}")
    wrong = sum(bool(one.wrong) for one in found)
    print(
        f"{len(found)} files, {sum(one.markup for one in found)} pieces of inline markup,"
        f" {sum(one.uses for one in found)} uses of names, {sum(one.is_apart for one in found)} files apart,"
        f" {wrong} wrong"
    )
    return 1 if wrong or not found else 0


def compare(path: Path) -> Compared | None:
    """What a file has, and what is wrong; None if docutils cannot read it."""
    try:
        text = path.read_bytes().decode()
    except (UnicodeDecodeError, OSError):
        return None
    markup, uses = docutils_markup(text), docutils_uses(text)
    if markup is None or uses is None:
        return None
    is_apart = bool(_APART.search(text))
    wrong = [*_asymmetrical(text)]
    if not is_apart:
        wrong += _difference("markup", Counter(map(_short, markup)), Counter(map(_short, our_markup(text))))
        wrong += _difference("uses", uses, our_uses(text))
    return Compared(path, len(markup), uses.total(), is_apart, tuple(wrong))


def _short(markup: object) -> object:
    """Markup without what stands in other cells of a table beside its lines."""
    kind, source = markup  # type: ignore[misc]
    return kind, source.split(" ")[0]


def _difference(what: str, theirs: Counter[object], ours: Counter[object]) -> list[str]:
    return [f"{what}: docutils alone has {one}" for one in theirs - ours] + [
        f"{what}: docutils lacks {one}" for one in ours - theirs
    ]


def _asymmetrical(text: str) -> list[str]:
    document = parse(Text.of(text))
    resolve, wrong = resolver(document), []
    for name in occurrences(document):
        definition = resolve(name)
        if definition is not None and not name.is_definition and name not in uses_of(document, definition):
            wrong.append(f"{name} is no reference of {definition}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
