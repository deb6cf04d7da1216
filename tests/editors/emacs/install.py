"""Brings Emacs 30 from Debian's backports, and lsp-mode, beside the system's Emacs into a cache folder.

Nothing of the system changes: apt gets package lists and a status of its own below the cache folder, and the
packages are unpacked there.  They are those of Debian 12 (bookworm) on this machine's architecture.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
SOURCE = f"""\
Types: deb
URIs: http://deb.debian.org/debian
Suites: bookworm bookworm-backports
Components: main
Signed-By: {KEYRING}
"""
BACKPORTS = "bookworm-backports"
"""Which has Emacs 30.1, in the build that Debian has put there last."""
PACKAGES = (
    f"emacs-bin-common/{BACKPORTS}",
    f"emacs-common/{BACKPORTS}",
    f"emacs-nox/{BACKPORTS}",
    "libtree-sitter0",
)
LSP_MODE = (
    *("elpa-dash", "elpa-f", "elpa-ht", "elpa-lsp-mode"),
    *("elpa-lv", "elpa-markdown-mode", "elpa-s", "elpa-spinner"),
)
"""lsp-mode and all that it needs; their files are put on the load-path as they are."""
STAMP = " ".join((*PACKAGES, *LSP_MODE))


def root(cache: Path) -> Path:
    """What would be ``/`` if Emacs 30 was installed."""
    return cache / "emacs-30"


def binary(cache: Path) -> Path:
    """The program of Emacs 30: a script that tells the real one where its files are."""
    return root(cache) / "emacs"


def lsp_mode(cache: Path) -> list[Path]:
    """The folders that lsp-mode needs on the load-path, for either Emacs."""
    return sorted((root(cache) / "usr" / "share" / "emacs" / "site-lisp" / "elpa-src").iterdir())


def install(cache: Path) -> Path:
    """Bring Emacs 30 in if it is not there yet; returns its program's path."""
    target = root(cache)
    stamp = target / "done"
    if not (stamp.exists() and stamp.read_text() == STAMP):
        shutil.rmtree(target, ignore_errors=True)
        _unpack(target, _download(target / "apt"))
        _write_program(target)
        stamp.write_text(STAMP)
    return binary(cache)


def _download(folder: Path) -> list[Path]:
    """The packages' files."""
    for name in ("lists/partial", "archives/partial", "etc", "deb"):
        (folder / name).mkdir(parents=True)
    (folder / "status").touch()
    (folder / "etc" / "backports.sources").write_text(SOURCE)
    options = {
        "Dir::State::lists": folder / "lists",
        "Dir::State::status": folder / "status",
        "Dir::Cache": folder,
        "Dir::Cache::archives": folder / "archives",
        "Dir::Etc::sourcelist": folder / "etc" / "backports.sources",
        "Dir::Etc::sourceparts": "-",
        "APT::Get::List-Cleanup": "false",
        # Nothing here is the system's, so nobody has to be root, and no other user reads the files.
        "APT::Sandbox::User": "",
        "Acquire::Languages": "none",
    }
    apt = ["apt-get", "-qq", *(f"-o{name}={value}" for name, value in options.items())]
    subprocess.run([*apt, "update"], check=True)

    subprocess.run([*apt, "download", *PACKAGES, *LSP_MODE], cwd=folder / "deb", check=True)
    return sorted((folder / "deb").glob("*.deb"))


def _unpack(target: Path, packages: list[Path]) -> None:
    for package in packages:
        subprocess.run(["dpkg", "-x", str(package), str(target)], check=True)
    shutil.rmtree(target / "apt")


def _write_program(target: Path) -> None:
    """A script that starts the unpacked Emacs; it was built to find its files below ``/usr``."""
    (share,) = target.glob("usr/share/emacs/30.*")
    (dump,) = target.glob("usr/libexec/emacs/*/*/emacs-*.pdmp")
    (libraries,) = (target / "usr" / "lib").glob("*/libtree-sitter.so.0")
    # Every folder that normal-top-level-add-subdirs-to-load-path would have found.
    lisp = [share / "lisp", *sorted(path for path in (share / "lisp").rglob("*") if path.is_dir())]
    environment = {
        "LD_LIBRARY_PATH": libraries.parent,
        "EMACSLOADPATH": ":".join(map(str, lisp)),
        "EMACSDATA": share / "etc",
        "EMACSDOC": share / "etc",
        "EMACSPATH": dump.parent,
    }
    exports = "".join(f"export {name}={shlex.quote(str(value))}\n" for name, value in environment.items())
    command = [target / "usr" / "bin" / "emacs-nox", f"--dump-file={dump}"]
    words = " ".join(shlex.quote(str(word)) for word in command)
    script = binary(target.parent)
    script.write_text(f'#!/bin/sh\n{exports}exec {words} "$@"\n')
    script.chmod(0o755)


if __name__ == "__main__":
    print(install(Path(sys.argv[1]).absolute()))
