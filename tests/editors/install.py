"""Brings the editors that the tests drive into a cache folder, once for each version: ``python install.py``.

What comes from Debian is not for this: emacs-nox elpa-eglot chromium tmux vim vim-ale.  An editor that cannot
be had is told of in one line, and its tests are skipped; with SPEC_LS_EDITORS=all that is a failure.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
EDITORS = ("neovim", "emacs", "vscode")
NEEDS = {"vscode": ("chromium", "chromium-browser", "google-chrome"), "emacs": ("apt-get",)}
"""One of these programs has to be there, else all that is brought in would be of no use."""

CACHE = Path(os.environ.get("SPEC_LS_EDITORS_CACHE") or HERE.parents[1] / ".tox" / "editors-cache")


def main(names: list[str]) -> int:
    """Install the editors of these names, or all; returns the exit status."""
    wanted = os.environ.get("SPEC_LS_EDITORS") == "all"
    failed = [name for name in names or EDITORS if not _is_installed(name)]
    return 1 if failed and wanted else 0


def _is_installed(name: str) -> bool:
    start, needs = time.monotonic(), NEEDS.get(name, ())
    if needs and not any(map(shutil.which, needs)):
        print(f"{name}: not installed: there is no {' or '.join(needs)}", flush=True)
        return False
    try:
        _module(name).install(CACHE.absolute())
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        print(f"{name}: not installed: {' '.join(str(error).split())}", flush=True)
        return False
    print(f"{name}: there after {time.monotonic() - start:.1f} s", flush=True)
    return True


def _module(name: str) -> ModuleType:
    """``install.py`` in the folder of an editor's tests."""
    spec = importlib.util.spec_from_file_location(f"install_{name}", HERE / name / "install.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look for it there
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
