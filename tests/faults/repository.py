"""The small repository in which calls of the file system fail: a file of each kind that spec-ls reads."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

sys.path[1:1] = [str(Path(__file__).resolve().parents[1])]

from trees import SPEC, TEMPLATE, WITHOUT_REFERENCES, Link, make  # noqa: E402  (it lies in the folder added above)

FIXABLE = SPEC.replace("It is slow.", "It is slow. \nSee :hub:`1`.").replace("Wait.", "Wait.\t") + "last"
SHORT = WITHOUT_REFERENCES.replace("Cache", "Queue").replace("Keep it.", "Keep it.  ")
FILES: dict[str, str | bytes | Link] = {
    ".gitreview": "[gerrit]\nproject=someone/some-specs.git\n",
    ".gitignore": "ignored*\n",
    "spec-ls.toml": 'ignore = ["missing-license"]\nmax-line-length = 79\n',
    "tox.ini": "[doc8]\nignore = D005\n",
    ".editorconfig": "[*.rst]\nmax_line_length = 70\n",
    "doc/source/conf.py": "extlinks = {'hub': ('https://example.org/%s', 'hub %s')}\n",
    "specs/template.rst": TEMPLATE,
    "specs/2.0/cache.rst": FIXABLE,
    "specs/2.0/ignored.rst": SHORT,
    "specs/1.0/cache.rst": SPEC,
    "specs/1.0/linked.rst": Link("../2.0/cache.rst"),
}
CACHE = ".cache"
"""The folder in the repository in which the user's cache is."""

_LONG_AGO = 1_700_000_000
"""Seconds since 1970."""

_GIT = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")


def make_repository(folder: Path, more: Mapping[str, str] = MappingProxyType({})) -> Path:
    """Make the repository, with more files, a commit, and changes since."""
    make(folder, {**FILES, **more})
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run([*_GIT, *arguments], cwd=folder, env=environment, check=True)
    (folder / "specs/1.0/cache.rst").write_text(SPEC.replace("Wait.", "Wait. "))
    (folder / "specs/1.0/new.rst").write_text(SHORT)
    return folder


def settle(folder: Path) -> None:
    """Let all folders have changed long ago: what has just changed is listed again, for its time tells little."""
    for path, _, _ in os.walk(folder):
        os.utime(path, (_LONG_AGO, _LONG_AGO))


def contents(folder: Path) -> dict[str, bytes]:
    """The content of each file but git's own and the store; that of a link is where it leads."""
    found = {}
    for path, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in (".git", CACHE)]
        for file in (Path(path) / name for name in files):
            content = os.fsencode(os.readlink(file)) if file.is_symlink() else file.read_bytes()
            found[file.relative_to(folder).as_posix()] = content
    return found


def restore(folder: Path, before: dict[str, bytes], now: dict[str, bytes], original: Path) -> None:
    """Give a copy the files of the original, if it has others."""
    changed = [name for name in before.keys() | now.keys() if before.get(name) != now.get(name)]
    for name in changed:
        (folder / name).unlink(missing_ok=True)
        if name in before:
            shutil.copy2(original / name, folder / name, follow_symlinks=False)
    for above in [above for name in changed if name not in before for above in Path(name).parents]:
        if not (original / above).exists():
            with suppress(OSError):  # it has gone, or holds another file whose turn comes
                (folder / above).rmdir()
    if changed:
        settle(folder)
