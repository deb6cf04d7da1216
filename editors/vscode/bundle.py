"""Puts spec-ls, as it is in this checkout, and what it needs into the folder ``bundled`` of the extension.

``python -I bundled server`` runs it with any Python that spec-ls supports, so nothing compiled may be there.
The README goes there too, without its pictures: VS Code would show none of them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TARGET = HERE / "bundled"
CONSTRAINTS = HERE / "constraints.txt"

MAIN = '''\
"""Runs spec-ls out of this folder, which is first on the path of a Python that is given it."""

import sys

from spec_ls.cli import main

sys.exit(main())
'''

LEFT_OUT = ("regex*", "rich*", "markdown_it*", "mdurl*", "pygments*", "shtab*")
"""Packages that the server does without: one is compiled, and serves a project's costly patterns alone; the
others draw in terminals, or write scripts for shells."""

COMPILED = (".so", ".pyd", ".dll", ".dylib", ".pyc")


def main() -> None:
    """Make the folder anew."""
    shutil.rmtree(TARGET, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        _pip("wheel", "--no-deps", "--wheel-dir", folder, str(ROOT))
        wheel = next(Path(folder).glob("spec_ls-*.whl"))
        into = ("--target", str(TARGET), "--no-compile", "--no-warn-conflicts", "--root-user-action=ignore")
        _pip("install", *into, "--constraint", str(CONSTRAINTS), str(wheel))
    for pattern in LEFT_OUT:
        for folder in TARGET.glob(pattern):
            shutil.rmtree(folder)
    shutil.rmtree(TARGET / "bin", ignore_errors=True)  # programs that name the Python which ran pip
    _only_python()
    (TARGET / "__main__.py").write_text(MAIN, encoding="utf-8")
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    (TARGET / "README.md").write_text(re.sub(r"\n *!\[.*\n", "", readme), encoding="utf-8")


def _pip(command: str, *arguments: str) -> None:
    quiet = ("--quiet", "--disable-pip-version-check")
    subprocess.run([sys.executable, "-m", "pip", command, *quiet, *arguments], check=True)


def _only_python() -> None:
    compiled = [str(path.relative_to(TARGET)) for path in TARGET.rglob("*") if path.suffix in COMPILED]
    if compiled:
        raise SystemExit(f"bundle.py: these run on one kind of machine alone: {', '.join(compiled)}")


if __name__ == "__main__":
    main()
