"""``check --baseline``: the findings that are known from before, and how they are written down."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spec_ls.cli.console import Console
from spec_ls.cli.inputs import InputSource
from spec_ls.report.baseline import (
    BadBaseline,
    Entries,
    FileBaseline,
    content_digest,
    entries_of,
    merged,
    parsed,
    written,
)
from spec_ls.report.findings_json import portable
from spec_ls.report.findings_text import counted
from spec_ls.report.results import SpecResult
from spec_ls.workspace import GitFailure, Unreadable, read
from spec_ls.workspace.file_snapshots import is_there
from spec_ls.workspace.files import regular_file_status
from spec_ls.workspace.git import former_paths
from spec_ls.workspace.output_file import output_problem, write_output


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline file; ``files`` are its entries by path, which is relative to its folder."""

    path: Path
    files: Mapping[str, FileBaseline]

    def name_of(self, source: InputSource) -> str | None:
        """The path of an input as the baseline writes it; None for an input without one."""
        if source.path is None:
            return None
        return portable(os.path.relpath(source.path, os.path.abspath(self.path.parent)))

    def with_known(self, sources: Sequence[InputSource]) -> list[InputSource]:
        """The inputs, each with its entries.

        The entries of a file that is gone go to an input with the same content, or to one that git calls its
        new name; never to a file that has entries of its own.
        """
        names = {name: source for source in sources if (name := self.name_of(source)) is not None}
        old_names = self._old_names(
            {name: source for name, source in names.items() if name not in self.files}
        )
        known = {name: self.files.get(old_names.get(name, name)) for name in names}
        return [
            source if (file := known.get(self.name_of(source) or "")) is None else _with(source, file.entries)
            for source in sources
        ]

    def unneeded(self, sources: Iterable[InputSource], results: Iterable[SpecResult]) -> int:
        """The number of findings in the entries of some inputs that are no longer there."""
        known = sum(count for source in sources for _, count in source.known)
        return known - sum(result.known for result in results)

    def _old_names(self, new: Mapping[str, InputSource]) -> dict[str, str]:
        """The path in the baseline of each of some inputs that stand for a file which is gone."""
        folder = self.path.parent
        gone = {name: file for name, file in self.files.items() if not regular_file_status(folder / name)}
        found = dict[str, str]()
        if not gone or not new:
            return found
        by_content = {file.content: name for name, file in gone.items()}
        for name, source in new.items():
            old = by_content.pop(_digest(source), None)
            if old is not None:
                found[name] = old
        left = gone.keys() - found.values()
        if left:
            renamed = _renamed(self.path, {name: new[name] for name in new.keys() - found.keys()})
            found |= {name: old for name, old in renamed.items() if old in left}
        return found


def read_baseline(name: str, console: Console, may_be_absent: bool) -> Baseline | None:
    """The baseline in a file; None, after a message, if it cannot be read."""
    path = Path(name)
    if may_be_absent and not is_there(path):
        return Baseline(path, {})
    try:
        return Baseline(path, parsed(read(path)))
    except Unreadable as error:
        console.failed(f"--baseline: {name}", error)
    except BadBaseline as error:
        console.failure(f"--baseline: {name}:{error.line + 1}: {error}")
    return None


def write_baseline(
    baseline: Baseline, sources: Sequence[InputSource], results: Iterable[SpecResult], console: Console
) -> None:
    """Write the findings of all inputs into the baseline; other files that are there keep their entries."""
    problem = output_problem(baseline.path)
    if problem is not None:
        console.failure(f"--baseline: {baseline.path}: {problem}")
        return
    now = _entries_now(baseline, sources, results, console)
    if now is None:
        return
    folder = baseline.path.parent
    kept = {name: file for name, file in baseline.files.items() if regular_file_status(folder / name)}
    try:
        write_output(baseline.path, written(merged(kept, now)))
    except (OSError, MemoryError) as error:
        console.failed(f"--baseline: {baseline.path}", error)
        return
    findings = sum(sum(file.entries.values()) for file in now.values())
    files = sum(bool(file.entries) for file in now.values())
    console.message(f"wrote {counted(findings, 'finding')} of {counted(files, 'spec')} to {baseline.path}")


def _entries_now(
    baseline: Baseline, sources: Sequence[InputSource], results: Iterable[SpecResult], console: Console
) -> dict[str, FileBaseline] | None:
    """The findings of each input by its path; None, after a message, if one cannot be read any more."""
    by_name = {result.path: result for result in results}
    now = dict[str, FileBaseline]()
    for source in sources:
        name, result = baseline.name_of(source), by_name.get(source.name)
        if name is not None:
            entries = entries_of(result.findings) if result is not None else {}
            try:
                now[name] = FileBaseline(content_digest(str(source.read())) if entries else "", entries)
            except Unreadable as error:  # it was readable when it was checked
                console.failed(source.name, error)
                return None
    return now


def _with(source: InputSource, entries: Entries) -> InputSource:
    return replace(source, known=tuple(sorted(entries.items())))


def _digest(source: InputSource) -> str:
    try:
        return content_digest(str(source.read()))
    except Unreadable:
        return ""


def _renamed(baseline: Path, new: Mapping[str, InputSource]) -> dict[str, str]:
    """The old name of each input that git calls renamed since the baseline was committed."""
    file = Path(os.path.abspath(baseline))
    paths = {Path(os.path.abspath(source.path)): name for name, source in new.items() if source.path}
    try:
        former = former_paths(paths, file)
    except GitFailure:  # outside of a repository, or before its first commit
        return {}
    return {paths[path]: portable(os.path.relpath(old, file.parent)) for path, old in former.items()}
