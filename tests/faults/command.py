"""The command, one fault at a time: what it may print, and what it may leave in the files."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from processes import NO_FAULT, Fault, Run, run
from repository import contents

COMMANDS: dict[str, list[str]] = {
    "check": ["check", "."],
    "json": ["check", "--format", "json", "specs/2.0/cache.rst", "specs/1.0/linked.rst"],
    "fix": ["check", "--fix", "."],
    "unsafe": ["check", "--fix", "--unsafe-fixes", "specs"],
    "diff": ["check", "--diff", "specs/2.0"],
    "since": ["check", "--since", "HEAD", "."],
    "init": ["init", "--pre-commit", "--ci", "zuul"],
    "outline": ["outline", "specs/2.0/cache.rst", "specs/1.0"],
}
_WRITING = frozenset({"fix", "unsafe", "init"})
_SAYS_NOTHING_OF_A_FILE = re.compile(
    r"(made |would make |no findings|no specs|\d+ (error|warning|information|hint))"
)
_LASTING = ("EACCES", "EIO", "ENOSPC")
ABSENT = frozenset({"ENOENT", "ELOOP"})
"""Errors that say that nothing is there: what would be there is left out, as if it had gone meanwhile."""


def _keeps(before: bytes, after: bytes) -> bool:
    """True if a text still has every word of the one before."""
    rest = iter(after.split())
    return all(word in rest for word in before.split())


class Command:
    """A command in a copy of a repository; ``plain`` is its run without a fault."""

    def __init__(self, name: str, repository: Path, scratch: Path) -> None:
        self.name, self._arguments, self._repository = name, COMMANDS[name], repository
        self._folder, self._scratch = scratch / name, scratch / f"{name}.streams"
        self._scratch.mkdir()
        self.before = contents(repository)
        shutil.copytree(repository, self._folder, symlinks=True)
        self.plain, self.after = self._run(NO_FAULT)

    def faults(self) -> Iterator[Fault]:
        """Each call with each of its errors, once and lasting."""
        for nth, call in enumerate(self.plain.calls):
            yield from (Fault(nth, error) for error in call.errors())
            yield from (Fault(nth, error, lasting=True) for error in _LASTING)

    def wrong(self, fault: Fault) -> list[str]:
        """What is wrong with the run that has this fault."""
        run_, files = self._run(fault)
        return [*self._wrong_with_files(run_, files, fault), *self._wrong_with_words(run_, fault)]

    def _run(self, fault: Fault) -> tuple[Run, dict[str, bytes]]:
        done = run(self._arguments, self._folder, fault, self._scratch)
        files = contents(self._folder)
        if self.name in _WRITING or files != self.before:
            shutil.rmtree(self._folder)
            shutil.copytree(self._repository, self._folder, symlinks=True)
        return done, files

    def _wrong_with_files(self, run_: Run, files: dict[str, bytes], fault: Fault) -> Iterator[str]:
        removals = [call for call in run_.calls[fault.nth :] if call.name == "unlink"]
        for name in files.keys() | self.before.keys():
            if name not in self.before:
                if files[name] == self.after.get(name):
                    continue
                if not (fault.lasting and removals):  # nothing can remove it
                    yield f"{name} was left"
            elif files.get(name) in (self.before[name], self.after[name]):
                continue
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
            if run_.status != 2 and fault.error not in ABSENT and not self._is_look(run_, fault):
                yield f"status {run_.status} though reading failed"
            yield from (f"a line that names no file: {line}" for line in lines if not self._names_any(line))
            return
        failed = run_.calls[fault.nth]
        if len(lines) > 1:
            yield f"{len(lines)} lines instead of one"
        if lines and not any(self._is_named(failed.path, line) for line in lines):
            yield "a line that does not name the file"
        if lines and run_.status != 2 and "changed meanwhile" not in lines[0]:
            yield f"status {run_.status} though a line says that something failed"
        if not lines and not (fault.error in ABSENT or self._is_look(run_, fault)):
            yield "other findings, and nothing is said"

    def _is_look(self, run_: Run, fault: Fault) -> bool:
        """True if a path may not be looked at: then it counts as absent."""
        return fault.error == "EACCES" and run_.calls[fault.nth].is_look

    def _names_any(self, line: str) -> bool:
        """True if a line begins with a path."""
        return line.partition(":")[0] not in ("", "spec-ls")

    def _is_named(self, path: str, line: str) -> bool:
        """True if a line names a file, the link to it, or the file that its new text is made ready for."""
        name = os.path.basename(path)
        kept = re.fullmatch(r"\.(.+\.\w+)\.[^.]*", name)
        is_linked = name == "cache.rst" and "linked.rst" in line
        return is_linked or path == str(self._folder) or (kept[1] if kept else name) in line
