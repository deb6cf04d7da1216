"""Asks git which files of a repository changed since a revision, and for their text at that time.

A repository's own settings may name programs (hooks, external diffs, monitors of files): none of them is run.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from spec_ls.workspace import file_snapshots
from spec_ls.workspace.read_failures import reason

_TIMEOUT = 60.0
"""Seconds that one question to git may take."""

_OF_ANOTHER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX")
"""Variables that git sets for its hooks.  They name a repository, which need not be that of a folder."""

_FATAL = "fatal: "

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

    def path_before(self, path: Path) -> Path | None:
        """The path of a file at that revision, ``path`` itself if not renamed; None if it was not there."""
        name = self._name(path)
        old = self.before[name] if name in self.before else self._unchanged(name)
        if old is None:
            return None
        return path if old == name else self.top / old

    def text_before(self, before: Path) -> bytes:
        """The content at that revision of a file that was there, by its path then."""
        return _git(self.top, "cat-file", "blob", f"{self.revision}:{self._name(before)}")

    def _unchanged(self, name: str) -> str | None:
        """The name of a file that does not differ; None if the revision lacks it, too."""
        listing = _git(self.top, "ls-tree", "-z", "--name-only", "--full-tree", self.revision, "--", name)
        return name if listing else None

    def _name(self, path: Path) -> str:
        """A file's path below the top; a link is a file of its own."""
        there = os.path.join(os.path.realpath(path.parent), path.name)
        return os.path.relpath(there, self.top).replace(os.sep, "/")


def git_version() -> str:
    """git's own words on its version.  Raises ``GitFailure`` if it cannot be run."""
    return os.fsdecode(_git(Path(), "version")).strip()


def top_of(folder: Path) -> Path:
    """The top folder of the work tree that a folder is in.  Raises ``GitFailure`` if it is in none."""
    return Path(os.path.realpath(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").rstrip(b"\n"))))


def changes_since(top: Path, revision: str) -> Changes:
    """What changed in a work tree since the merge base of a revision and HEAD; files unknown to git are new.

    Raises ``GitFailure`` if the revision is unknown.
    """
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    commit = _line(_git(top, *asked), f'unknown revision "{revision}"')
    base = _line(_git(top, "merge-base", commit, "HEAD"), f'"{revision}" and HEAD have no commit in common')
    listing = _git(top, "diff", "--no-ext-diff", "--no-textconv", "--name-status", "-z", "-M", base, "--")
    before = dict(_parsed(os.fsdecode(listing).split("\0")))
    others = os.fsdecode(_git(top, "ls-files", "--others", "--exclude-standard", "-z"))
    before.update((name, None) for name in others.split("\0") if name)
    return Changes(top, base, before)


def former_paths(paths: Iterable[Path], file: Path) -> dict[Path, Path]:
    """The former path of each file that git calls renamed since the last commit that changed ``file``.

    All paths are absolute.  Raises ``GitFailure``.
    """
    folder = file.parent
    top = top_of(folder)
    name = os.path.relpath(os.path.realpath(file), top).replace(os.sep, "/")
    commit = os.fsdecode(_git(top, "log", "-n", "1", "--format=%H", "--", name).strip())
    changes = changes_since(top, commit or "HEAD")
    found = {path: changes.path_before(path) for path in paths}
    real = Path(os.path.realpath(folder))
    return {path: folder / os.path.relpath(old, real) for path, old in found.items() if old and old != path}


def folder_of(path: Path) -> Path:
    """A folder itself, or the nearest folder above a file; the file need not be there."""
    return next((above for above in (path, *path.parents) if file_snapshots.is_folder(above)), Path())


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
    import subprocess  # takes long to load, and few commands ask git

    environment = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C"}
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
        raise GitFailure(f"git cannot be run: {reason(error)}") from None
    if done.returncode > 1:
        raise GitFailure(_reason(os.fsdecode(done.stderr)) or f"git ended with {done.returncode}")
    return done.stdout


def _reason(errors: str) -> str:
    """The line that says why git gave up: advice may follow it."""
    lines = errors.strip().splitlines() or [""]
    return next((line for line in lines if line.startswith(_FATAL)), lines[-1]).removeprefix(_FATAL)
