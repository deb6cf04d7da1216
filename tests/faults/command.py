"""The command, one fault at a time: what it may print, and what it may leave in the files."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from calls import NO_FAULT, Fault, faults_of
from processes import Run, run
from repository import CACHE, contents, make_repository, restore, settle
from scenarios import COMMANDS

_WORDS = r"made |would make |suppressed |no findings|no specs|wrote |nothing is kept|\d+ entr|.* is not written: not all"
_SAYS_NOTHING_OF_A_FILE = re.compile(rf"({_WORDS}|\d+ (error|warning|information|hint))")
_REPORTS = frozenset({"report.txt"})
_FINDINGS = re.compile(rb"([^\n:]+:\d+:\d+: [a-z]+ [a-z-]+ [^\n]+\n)*")
"""Files that are replaced by the findings of a run, and their whole text."""

ABSENT = frozenset({"ENOENT", "ELOOP"})
"""Errors that say that nothing is there: what would be there is left out, as if it had gone meanwhile."""


def _keeps(before: bytes, after: bytes) -> bool:
    """True if a text still has every word of the one before."""
    rest = iter(after.split())
    return all(word in rest for word in before.split())


class Command:
    """A command in a copy of a repository; ``plain`` is its run without a fault."""

    def __init__(self, name: str, scratch: Path) -> None:
        self.name, self._scenario = name, COMMANDS[name]
        self._original, self._folder = scratch / f"{name}.original", scratch / name
        self._kept, self._scratch = scratch / f"{name}.kept", scratch / f"{name}.streams"
        self._scratch.mkdir()
        make_repository(self._original, self._scenario.files)
        shutil.copytree(self._original, self._folder, symlinks=True)
        settle(self._folder)
        self.before = contents(self._folder)
        self._kept.mkdir()
        self.not_made = 0
        self._fill_store()
        self.plain, self.after = self._run(NO_FAULT)

    def faults(self) -> Iterator[Fault]:
        """The faults that are tried."""
        like = self._scenario.like
        others = () if like is None else Command(like, self._scratch).plain.calls
        return faults_of(self.plain.calls, others, self._is_absent)

    def _is_absent(self, path: str) -> bool:
        return not os.path.lexists(self._folder / path)

    def wrong(self, fault: Fault) -> list[str]:
        """What is wrong with the run that has this fault."""
        run_, files = self._run(fault)
        if run_.met is None:
            self.not_made += 1
            return []
        return [*self._wrong_with_files(run_, files, fault), *self._wrong_with_words(run_, fault)]

    def _fill_store(self) -> None:
        """Run until all results are kept: those of files that have only just changed are not."""
        if not any(name.startswith("specs/3.0/") for name in self._scenario.files):
            return
        while not _results_in(self._folder / CACHE):
            run(("check", "specs"), self._folder, NO_FAULT, self._scratch)
        if self._scenario.is_kept:
            shutil.copytree(self._folder / CACHE, self._kept, dirs_exist_ok=True)

    def _run(self, fault: Fault) -> tuple[Run, dict[str, bytes]]:
        shutil.rmtree(self._folder / CACHE, ignore_errors=True)
        if self._scenario.is_kept:
            shutil.copytree(self._kept, self._folder / CACHE)
        done = run(
            self._scenario.arguments, self._folder, fault, self._scratch, with_stacks=fault is NO_FAULT
        )
        files = contents(self._folder)
        restore(self._folder, self.before, files, self._original)
        return done, files

    def _wrong_with_files(self, run_: Run, files: dict[str, bytes], fault: Fault) -> Iterator[str]:
        removals = [noted for noted in run_.calls[run_.met :] if noted.call.name == "unlink"]
        for name in files.keys() | self.before.keys():
            if name not in self.before:
                if files[name] == self.after.get(name) or _is_whole_json(files[name]):
                    continue
                if not (fault.lasting and removals):  # nothing can remove it
                    yield f"{name} was left"
            elif files.get(name) in (self.before[name], self.after[name]):
                continue
            elif name in _REPORTS:
                if not _FINDINGS.fullmatch(files[name]):
                    yield f"{name} is not whole: {files[name]!r}"
            elif not _keeps(
                self.before[name], files.get(name, b"")
            ):  # another template's fixes are whole, too
                yield f"{name} holds neither the old text nor the new one: {files.get(name)!r}"

    def _wrong_with_words(self, run_: Run, fault: Fault) -> Iterator[str]:
        lines = [line for line in run_.err.splitlines() if not _SAYS_NOTHING_OF_A_FILE.match(line)]
        if run_.status not in (0, 1, 2):
            yield f"status {run_.status}"
        if "Traceback" in run_.err or "internal error" in run_.err:
            yield "an internal error"
        if (run_.status, run_.out, run_.err) == (self.plain.status, self.plain.out, self.plain.err):
            return
        if fault.lasting:
            yield from self._wrong_if_lasting(run_.status, lines, fault)
            return
        if self._is_about_store(fault):
            yield "the store fails, and that shows"
        if len(lines) > max(1, len(self._names(fault))):
            yield f"{len(lines)} lines instead of one"
        if lines and not any(self._is_named(fault, line) for line in lines):
            yield "a line that does not name the file"
        if lines and run_.status != 2 and "changed meanwhile" not in lines[0]:
            yield f"status {run_.status} though a line says that something failed"
        if not lines and not (fault.error in ABSENT or self._is_look(fault)):
            yield "other findings, and nothing is said"

    def _wrong_if_lasting(self, status: int, lines: list[str], fault: Fault) -> Iterator[str]:
        if status != 2 and fault.error not in ABSENT and not self._is_look(fault):
            yield f"status {status} though reading failed"
        yield from (f"a line that names no file: {line}" for line in lines if not self._names_any(line))

    def _is_about_store(self, fault: Fault) -> bool:
        """True if all goes on without what fails: it is looked up, or kept for the next time."""
        return self.name != "clean" and fault.call.path.startswith(CACHE)

    def _is_look(self, fault: Fault) -> bool:
        """True if a path may not be looked at: then it counts as absent."""
        return fault.error == "EACCES" and fault.call.is_look

    def _names_any(self, line: str) -> bool:
        """True if a line begins with a path."""
        return line.partition(":")[0] not in ("", "spec-ls")

    def _is_named(self, fault: Fault, line: str) -> bool:
        """True if a line names the path, a link to it, or what lies below it.

        A new text is made ready beside its file, which is the one to be named.
        """
        if fault.call.name == "run":
            return "git" in line
        if fault.call.path == ".":
            return True
        path, real = self._path(fault)
        below = (name for name in self.before | self.after if (self._folder / name).is_relative_to(path))
        linked = (name for name in self.before if _leads_to(self._folder / name, real))
        names = {path.relative_to(self._folder).as_posix(), *below, *linked}
        return any(name in line for name in names)

    def _names(self, fault: Fault) -> list[str]:
        """The file and the links to it, each of which may be an input."""
        _, real = self._path(fault)
        return [name for name in self.before if Path(os.path.realpath(self._folder / name)) == real]

    def _path(self, fault: Fault) -> tuple[Path, Path]:
        """The path that is to be named, and where it leads."""
        path = self._folder / fault.call.path
        kept = re.fullmatch(r"\.(.+)\.\*", path.name)
        path = path.with_name(kept[1]) if kept else path
        return path, Path(os.path.realpath(path))


def _is_whole_json(content: bytes) -> bool:
    """True for a report of what could be checked."""
    try:
        return isinstance(json.loads(content), list | dict)
    except ValueError:
        return False


def _leads_to(path: Path, real: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(real)


def _results_in(cache: Path) -> bool:
    """True if a store has a result for each of the ten files."""
    for file in cache.glob("spec-ls/*.sqlite3"):
        with closing(sqlite3.connect(file)) as connection:
            (count,) = connection.execute("select count(*) from results").fetchone()
            return bool(count >= 10)
    return False
