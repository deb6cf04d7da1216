"""How often evidence finds the template of a spec: right, another one, none; and the other files it takes.

    python tests/corpus/evidence.py [FOLDER] [--copies] [--show N]

takes the repositories in FOLDER (../shared/corpus, if none is given) with profiles switched off, and prints for
each of them the figures of the layout's rules alone, of evidence alone, and of layout, then evidence.  A spec's
right template is that of its profile; for processes without one PROCESSES names it.  With ``--copies`` the
files are looked at in plain copies of the folders under other names.  Exit 1: layout, then evidence, gives less
than 98 of 100 specs their template, or evidence takes more than 1 of 100 other files that the layout does not
take; 2: no repositories.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

sys.path.insert(1, str(Path(__file__).resolve().parents[2]))

from spec_ls.layer import Layer
from spec_ls.workspace import Rule, Workspace
from spec_ls.workspace.layout import Roots
from spec_ls.workspace.spec_names import is_never_a_spec, is_other_page
from spec_ls.workspace.spec_traits import TraitsCache
from spec_ls.workspace.template_bounds import folders_around
from spec_ls.workspace.template_evidence import EvidenceSearch

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
NO_PROFILE = Layer(values={"profile": "none"})
WAYS = ("layout", "evidence", "both")
LEAST_RIGHT, MOST_TAKEN = 0.98, 0.01


class Process(NamedTuple):
    """A process without a profile: the template, and the patterns of its documents."""

    template: str
    documents: tuple[str, ...]


PROCESSES = {
    "peps": Process("peps/pep-0012/pep-NNNN.rst", ("peps/pep-[0-9][0-9][0-9][0-9].rst",)),
    "numpy": Process("doc/neps/nep-template.rst", ("doc/neps/nep-[0-9]*.rst",)),
    "deps": Process("template.rst", ("accepted/*", "draft/*", "final/*", "re*/*", "superseded/*", "with*/*")),
    "matplotlib": Process("doc/devel/MEP/template.rst", ("doc/devel/MEP/MEP[0-9][0-9].rst",)),
}

Wanted = Mapping[Path, Path | str | None]
"""The template of each .rst file, both relative to the repository; None for what is no spec."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure how templates are found without a profile.")
    parser.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--copies", action="store_true", help="look at copies under other names")
    parser.add_argument("--show", metavar="N", type=int, default=0, help="name N files of each kind")
    options = parser.parse_args(arguments)
    tops = [top for top in sorted(options.folder.resolve().glob("*/")) if top.name != "gate"]
    if not tops:
        print(f"evidence: no repositories in {options.folder}", file=sys.stderr)
        return 2
    heads = (f"{way}: right, another, missed; taken".rjust(38) for way in WAYS)
    print("".ljust(18), *heads)
    total: dict[str, Counter[str]] = {way: Counter() for way in WAYS}
    for top in tops:
        counts = measured(top, options.copies, options.show)
        print_row(top.name, counts)
        for way in WAYS:
            total[way].update(counts[way])
    print_row("all", total)
    both = total["both"]
    specs, others = sum(both[kind] for kind in ("right", "another", "missed")), both["taken"] + both["left"]
    taken = both["taken"] - total["layout"]["taken"]
    return 0 if both["right"] >= LEAST_RIGHT * specs and taken <= MOST_TAKEN * others else 1


def measured(top: Path, as_copy: bool, show: int) -> dict[str, Counter[str]]:
    """The counts for a repository, by way."""
    wanted = expected(top)
    if not as_copy:
        return counted(top, wanted, show)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "work", "copy")
        shutil.copytree(top, copy, symlinks=True, ignore=shutil.ignore_patterns(".git", ".gitreview"))
        return counted(copy, wanted, show)


def expected(top: Path) -> Wanted:
    """What is wanted for the files of a repository: by its own process, else by its profile."""
    files = [path.relative_to(top) for path in sorted(top.rglob("*.rst")) if path.is_file()]
    process = PROCESSES.get(top.name)
    if process is None:
        workspace = Workspace(top)
        return {file: template_of(workspace, top / file, top, Layer())[1] for file in files}
    return {
        file: Path(process.template)
        if any(fnmatch(file.as_posix(), pattern) for pattern in process.documents)
        and not is_never_a_spec(file)
        else None
        for file in files
    }


def template_of(
    workspace: Workspace, path: Path, top: Path, settings: Layer
) -> tuple[Rule, Path | str | None]:
    """The rule that decides on a path, and its template, relative to the repository."""
    served = workspace.resolve(path, settings=settings)
    origin = served.template.origin if served.template else None
    return served.reason.rule, origin.relative_to(top) if isinstance(origin, Path) else origin


def counted(top: Path, wanted: Wanted, show: int) -> dict[str, Counter[str]]:
    """The counts by way and kind."""
    counts: dict[str, Counter[str]] = {way: Counter() for way in WAYS}
    for file, want in wanted.items():
        for way, got in answers(top, file):
            kind = kind_of(want, got)
            counts[way][kind] += 1
            if way == "both" and kind not in ("right", "left") and counts[way][kind] <= show:
                print(f"    {kind}: {file} ({got}, not {want})")
    return counts


def answers(top: Path, file: Path) -> Iterator[tuple[str, Path | str | None]]:
    """The template of a file by each way."""
    rule, both = template_of(_workspace(top), top / file, top, NO_PROFILE)
    yield "layout", both if rule is Rule.LAYOUT else None
    yield "both", both
    if is_never_a_spec(file) or is_other_page(file):
        yield "evidence", None
        return
    folders = folders_around((top / file).parent, Roots((top,), in_repository=True), [])
    found = _search(top).answer(top / file, folders, top, None).evidence
    yield "evidence", found.file.relative_to(top) if found else None


def kind_of(want: Path | str | None, got: Path | str | None) -> str:
    """Which count an answer belongs to."""
    if want is None:
        return "left" if got is None else "taken"
    if got is None:
        return "missed"
    return "right" if got == want else "another"


def print_row(name: str, counts: dict[str, Counter[str]]) -> None:
    cells = []
    for way in WAYS:
        count = counts[way]
        numbers = ", ".join(f"{count[kind]:,}" for kind in ("right", "another", "missed"))
        cells.append(f"{numbers}; {count['taken']} of {count['taken'] + count['left']}".rjust(38))
    print(name.ljust(18), *cells, flush=True)


_workspaces: dict[Path, Workspace] = {}
_searches: dict[Path, EvidenceSearch] = {}


def _workspace(top: Path) -> Workspace:
    return _workspaces.setdefault(top, Workspace(top))


def _search(top: Path) -> EvidenceSearch:
    return _searches.setdefault(top, EvidenceSearch(TraitsCache()))


if __name__ == "__main__":
    sys.exit(main())
