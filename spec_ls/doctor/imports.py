"""``python -m spec_ls.doctor.imports NAME...``: a JSON object for each package, what came of importing it.

It runs as a process of its own, because a broken package may do anything when it is imported.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import json
import sys


def main(names: list[str]) -> None:
    """Import each package and print what it is; standard output is for that alone."""
    output, sys.stdout = sys.stdout, sys.stderr
    for name in names:
        print(json.dumps(_looked_at(name)), file=output, flush=True)


def _looked_at(name: str) -> dict[str, str | None]:
    """The installed version, the file that is imported, and why that failed."""
    found: dict[str, str | None] = {"name": name, "version": None, "path": None, "error": None}
    try:
        found["version"] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        found["error"] = "not installed"
    try:
        module = importlib.import_module(name)
        found["path"] = module.__file__
        found["error"] = None  # it may lie on the path without having been installed
    except BaseException as error:
        found["path"] = _file_of(name)
        if not (isinstance(error, ModuleNotFoundError) and error.name == name):
            found["error"] = f"{type(error).__name__}: {' '.join(str(error).split())}"
        else:
            found["error"] = "not installed"
    return found


def _file_of(name: str) -> str | None:
    """Where a package that cannot be imported lies."""
    try:
        spec = importlib.util.find_spec(name)
    except Exception:
        return None
    return spec.origin if spec else None


if __name__ == "__main__":
    main(sys.argv[1:])
