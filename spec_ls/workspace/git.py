"""Asks git which files of a repository changed since a revision, and for their text at that time.

A repository's own settings may name programs (hooks, external diffs, monitors of files): none of them is run.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

_TIMEOUT = 60.0
"""Seconds that one question to git may take."""

_QUIET = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "--no-pager")


class GitFailure(Exception):
    """git cannot answer; the argument says why, in one line."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The files of a work tree that differ from a revision.

    ``before`` maps each of them, by its path below ``top``, to the path that it had there; None if it is new.
    """

    top: Path
    revision: str
    before: dict[str, str | None]

    def is_changed(self, path: Path) -> bool:
        """True if a file differs, or was not there."""
        return self._name(path) in self.before

    def text_before(self, path: Path) -> bytes | None:
        """The content of a file at that revision; None if it was not there."""
        old = self.before.get(self._name(path))
        return None if old is None else _git(self.top, "cat-file", "blob", f"{self.revision}:{old}")

    def _name(self, path: Path) -> str:
        """A file's path below the top; a link is a file of its own."""
        there = os.path.join(os.path.realpath(path.parent), path.name)
        return os.path.relpath(there, self.top).replace(os.sep, "/")


def changes_since(folder: Path, revision: str) -> Changes:
    """What changed since the merge base of a revision and HEAD; files that git does not know are new.

    Raises ``GitFailure`` if the folder is in no repository, or the revision is unknown.
    """
    top = Path(os.path.realpath(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").rstrip(b"\n"))))
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    commit = _line(_git(top, *asked), f'unknown revision "{revision}"')
    base = _line(_git(top, "merge-base", commit, "HEAD"), f'"{revision}" and HEAD have no commit in common')
    listing = _git(top, "diff", "--no-ext-diff", "--no-textconv", "--name-status", "-z", "-M", base, "--")
    before = dict(_parsed(os.fsdecode(listing).split("\0")))
    others = os.fsdecode(_git(top, "ls-files", "--others", "--exclude-standard", "-z"))
    before.update((name, None) for name in others.split("\0") if name)
    return Changes(top, base, before)


def folder_of(path: Path) -> Path:
    """A folder itself, or the folder of a file."""
    return path if path.is_dir() else path.parent


def _parsed(fields: list[str]) -> list[tuple[str, str | None]]:
    """Each changed file and its path before, from what ``git diff --name-status -z`` prints."""
    found: list[tuple[str, str | None]] = []
    rest = iter(fields)
    for status in rest:
        if status[:1] in ("R", "C"):
            old = next(rest)
            found.append((next(rest), old))
        elif status:
            name = next(rest)
            found.append((name, None if status == "A" else name))
    return found


def _line(output: bytes, failure: str) -> str:
    if not output.strip():
        raise GitFailure(failure)
    return os.fsdecode(output.split(b"\n")[0])


def _git(folder: Path, *arguments: str) -> bytes:
    """What git prints; nothing where it answers no.  Raises ``GitFailure`` if it cannot answer at all."""
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *_QUIET, *arguments],
            capture_output=True, timeout=_TIMEOUT, check=False, env=environment, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except FileNotFoundError:
        raise GitFailure("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise GitFailure(f"git gave no answer within {_TIMEOUT:.0f} s") from None
    except OSError as error:
        raise GitFailure(f"git cannot be run: {error.strerror or error}") from None
    if done.returncode > 1:
        lines = os.fsdecode(done.stderr).strip().splitlines()
        raise GitFailure(lines[-1].removeprefix("fatal: ") if lines else f"git ended with {done.returncode}")
    return done.stdout
