"""The small repository in which calls of the file system fail: a file of each kind that spec-ls reads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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
_GIT = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")


def make_repository(folder: Path) -> Path:
    """Make the repository, with a commit and changes since."""
    make(folder, FILES)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run([*_GIT, *arguments], cwd=folder, env=environment, check=True)
    (folder / "specs/1.0/cache.rst").write_text(SPEC.replace("Wait.", "Wait. "))
    (folder / "specs/1.0/new.rst").write_text(SHORT)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """The content of each file but git's own; that of a link is where it leads."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = os.fsencode(os.readlink(path))
        elif path.is_file() and not name.startswith(".git/"):
            found[name] = path.read_bytes()
    return found
