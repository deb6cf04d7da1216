"""Docutils reads all files with the suffix .rst below a folder, and says what it has to say to nobody.

python tests/bench/docutils_loop.py FOLDER [--processes N]
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from docutils.core import publish_doctree
from docutils.utils import SystemMessage

SETTINGS = {
    "report_level": 1,
    "halt_level": 5,
    "warning_stream": False,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
}
"""All messages are made; no file but the one that is read is opened."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args()
    paths = sorted(options.folder.rglob("*.rst"))
    if options.processes == 1:
        read(paths)
        return
    with ProcessPoolExecutor(options.processes) as pool:
        list(pool.map(read, [paths[number :: options.processes] for number in range(options.processes)]))


def read(paths: list[Path]) -> None:
    """Read each file to a document tree, which is dropped."""
    for path in paths:
        try:
            publish_doctree(path.read_text("utf-8"), source_path=str(path), settings_overrides=SETTINGS)
        except SystemMessage as message:
            print(path, message)


if __name__ == "__main__":
    main()
