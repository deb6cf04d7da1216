"""Repositories with settings for doc8, and what doc8 2.0 says in them.

``python tests/doc8_files.py PYTHON`` asks doc8 again, with an interpreter that has it, and prints what it says
of each repository; with doc8 itself away, ``SAYS`` is the record of that.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from trees import SPEC, TEMPLATE, Fifo, make

LONG_TITLE = "Cache " + "of all that is asked for more than once " * 2 + "over here"
MISTAKES = (
    SPEC.replace("Cache\n", f"{LONG_TITLE}\n")
    .replace("=====\n", f"{'=' * len(LONG_TITLE)}\n", 2)
    .replace("It is slow.", f"It {'is ' * 30}slow.\n\nIt {'is ' * 40}slow.   \n\n\tIt is slow.\n\nIt is.\r")
    .replace("Alternatives\n------------", "Alternatives\n-----")
    .removesuffix("\n")
)
"""A spec with each mistake that doc8 finds, three of them lines of 93, 98 and 128 characters."""

SPECS = {"specs/template.rst": TEMPLATE, "specs/a.rst": MISTAKES, "specs/old/b.rst": MISTAKES}
_100 = "[doc8]\nmax-line-length = 100\n"
_TOML_100 = "[tool.doc8]\nmax-line-length = 100\n"

REPOSITORIES: Mapping[str, Mapping[str, str | bytes | Fifo]] = {
    "no file": {},
    # which file counts
    "doc8.ini": {"doc8.ini": _100},
    ".config/doc8.ini": {".config/doc8.ini": _100},
    "tox.ini": {"tox.ini": "[tox]\nenvlist = docs\n[testenv:docs]\ncommands = doc8 specs\n" + _100},
    "pep8.ini": {"pep8.ini": _100},
    "setup.cfg": {"setup.cfg": "[metadata]\nname = x\n" + _100},
    "pyproject.toml": {"pyproject.toml": _TOML_100},
    "the first of two": {".config/doc8.ini": "[doc8]\nignore = D002\n", "tox.ini": _100},
    "the second if the first has no section": {"tox.ini": "[tox]\n# doc8\n", "setup.cfg": _100},
    "the second if the first has an empty section": {"tox.ini": "[doc8]\n", "setup.cfg": _100},
    "the second if the first has unknown keys": {"doc8.ini": "[doc8]\nlimit = 3\n", "setup.cfg": _100},
    "the second if the first names no extension": {"doc8.ini": "[doc8]\nextensions =\n", "setup.cfg": _100},
    "another key": {"tox.ini": "[doc8]\nverbose = false\n", "setup.cfg": _100},
    "an empty value": {"tox.ini": "[doc8]\nignore =\n", "setup.cfg": _100},
    "an empty table": {"pyproject.toml": "[tool.doc8]\n"},
    "another key of TOML": {"setup.cfg": "[doc8]\n", "pyproject.toml": _TOML_100 + "x = 1\n"},
    "a FIFO is passed over": {"tox.ini": Fifo(), "setup.cfg": _100},
    "a folder is passed over": {"tox.ini/": "", "setup.cfg": _100},
    "another folder": {"specs/doc8.ini": _100},
    "defaults of all sections": {"tox.ini": "[DEFAULT]\nmax-line-length = 100\n[doc8]\n"},
    "defaults without the section": {"tox.ini": "[DEFAULT]\nmax-line-length = 100\n[doc8x]\n"},
    "line ends of Windows": {"tox.ini": _100.replace("\n", "\r\n")},
    # values
    "no space": {"tox.ini": "[doc8]\nmax-line-length=100"},
    "capitals and a colon": {"tox.ini": "[doc8]\nMax-Line-Length: 100\n"},
    "a limit above all": {"tox.ini": "[doc8]\nmax-line-length = 200\n"},
    "codes": {"tox.ini": "[doc8]\nignore = D001, D003,,D999\n"},
    "codes on lines of their own": {"tox.ini": "[doc8]\nignore =\n  D001,\n  D002\n"},
    "codes without commas": {"tox.ini": "[doc8]\nignore = D001 D002\n"},
    "codes in lower case": {"tox.ini": "[doc8]\nignore = d001\n"},
    "all codes": {"tox.ini": "[doc8]\nignore = D000,D001,D002,D003,D004,D005\n"},
    "codes of TOML": {"pyproject.toml": '[tool.doc8]\nignore = ["D000", "D004"]\n'},
    "TOML's keys with other strokes": {"pyproject.toml": "[tool.doc8]\nmax_line_length = 100\n"},
    "long titles": {"tox.ini": "[doc8]\nallow-long-titles = yes\nmax-line-length = 92\n"},
    "no long titles": {"tox.ini": "[doc8]\nallow-long-titles = 0\nmax-line-length = 92\n"},
    "long titles of TOML": {"pyproject.toml": _TOML_100.replace("100", "92") + "allow-long-titles = true\n"},
    # paths
    "a folder": {"tox.ini": "[doc8]\nignore-path = specs/old\n"},
    "a folder with a slash": {"tox.ini": "[doc8]\nignore-path = ./specs/old/, docs\n"},
    "a file": {"tox.ini": "[doc8]\nignore-path = specs/a.rst\n"},
    "stars": {"tox.ini": "[doc8]\nignore-path = spec?/*\n"},
    "two stars are one": {"tox.ini": "[doc8]\nignore-path = **/b.rst\n"},
    "stars for a folder's own files": {"tox.ini": "[doc8]\nignore-path = specs/*.rst\n"},
    "a name alone": {"tox.ini": "[doc8]\nignore-path = b.rst\n"},
    "everything": {"tox.ini": "[doc8]\nignore-path = .\n"},
    "the folder around": {"tox.ini": "[doc8]\nignore-path = ..\n"},
    "the beginning of a name": {"tox.ini": "[doc8]\nignore-path = spec\n"},
    "brackets": {"tox.ini": "[doc8]\nignore-path = specs/[m-p]ld\n"},
    "paths of TOML": {"pyproject.toml": '[tool.doc8]\nignore-path = ["specs/old"]\n'},
    "codes of a file": {
        "tox.ini": "[doc8]\nignore-path-errors = specs/a.rst;D001;D002,specs/old/b.rst;D003\n"
    },
    "codes of a folder": {"tox.ini": "[doc8]\nignore-path-errors = specs/old;D001\n"},
    "codes of stars": {"tox.ini": "[doc8]\nignore-path-errors = specs/*.rst;D001\n"},
    "codes of a file in TOML": {"pyproject.toml": '[tool.doc8]\nignore-path-errors = ["specs/a.rst;D000"]\n'},
    "codes here and there": {
        "tox.ini": "[doc8]\nignore = D005\nignore-path-errors = ./specs/a.rst ; D000 ; D004\n"
    },
    # what doc8 reads does not change what it says of specs
    "extensions": {"tox.ini": "[doc8]\nextensions = .inc, .md\n"},
    # what makes doc8 fail
    "a word for a number": {"tox.ini": "[doc8]\nmax-line-length = abc\nignore = D002\n"},
    "a number with a comment": {"tox.ini": "[doc8]\nmax-line-length = 100  # wide\n"},
    "a text for a number": {"pyproject.toml": '[tool.doc8]\nmax-line-length = "100"\n'},
    "no truth": {"tox.ini": "[doc8]\nallow-long-titles = perhaps\nignore = D002\n"},
    "no code of a path": {"tox.ini": "[doc8]\nignore-path-errors = specs/a.rst\nignore = D002\n"},
    "a line that is no setting": {"tox.ini": "[doc8]\nmax-line-length\n", "setup.cfg": _100},
    "a key given twice": {"tox.ini": "[doc8]\nignore = D001\nignore = D002\n", "setup.cfg": _100},
    "no section": {"tox.ini": "max-line-length = 100  # doc8\n", "setup.cfg": _100},
    "a byte order mark": {"tox.ini": "\ufeff" + _100},
    "another encoding": {"tox.ini": b"[doc8]\nignore = D001\n# \xe9\n", "setup.cfg": _100},
    "no table": {"pyproject.toml": "tool.doc8 = 3\n"},
}

SAYS: Mapping[str, str | None] = {
    "no file": "01112345 01112345",
    "doc8.ini": "012345 012345",
    ".config/doc8.ini": "012345 012345",
    "tox.ini": "012345 012345",
    "pep8.ini": "012345 012345",
    "setup.cfg": "012345 012345",
    "pyproject.toml": "012345 012345",
    "the first of two": "0111345 0111345",
    "the second if the first has no section": "012345 012345",
    "the second if the first has an empty section": "012345 012345",
    "the second if the first has unknown keys": "012345 012345",
    "the second if the first names no extension": "012345 012345",
    "another key": "01112345 01112345",
    "an empty value": "01112345 01112345",
    "an empty table": "01112345 01112345",
    "another key of TOML": "012345 012345",
    "a FIFO is passed over": "012345 012345",
    "a folder is passed over": "012345 012345",
    "another folder": "01112345 01112345",
    "defaults of all sections": "012345 012345",
    "defaults without the section": "01112345 01112345",
    "line ends of Windows": "012345 012345",
    "no space": "012345 012345",
    "capitals and a colon": "012345 012345",
    "a limit above all": "02345 02345",
    "codes": "0245 0245",
    "codes on lines of their own": "0345 0345",
    "codes without commas": "01112345 01112345",
    "codes in lower case": "01112345 01112345",
    "all codes": "- -",
    "codes of TOML": "111235 111235",
    "TOML's keys with other strokes": "012345 012345",
    "long titles": "0112345 0112345",
    "no long titles": "01112345 01112345",
    "long titles of TOML": "0112345 0112345",
    "a folder": "01112345 -",
    "a folder with a slash": "01112345 -",
    "a file": "- 01112345",
    "stars": "- -",
    "two stars are one": "01112345 01112345",
    "stars for a folder's own files": "- 01112345",
    "a name alone": "01112345 01112345",
    "everything": "- -",
    "the folder around": "- -",
    "the beginning of a name": "01112345 01112345",
    "brackets": "01112345 -",
    "paths of TOML": "01112345 -",
    "codes of a file": "0345 0111245",
    "codes of a folder": "01112345 01112345",
    "codes of stars": "01112345 01112345",
    "codes of a file in TOML": "1112345 01112345",
    "codes here and there": "11123 0111234",
    "extensions": "01112345 01112345",
    "a word for a number": None,
    "a number with a comment": None,
    "a text for a number": None,
    "no truth": None,
    "no code of a path": None,
    "a line that is no setting": None,
    "a key given twice": None,
    "no section": None,
    "a byte order mark": None,
    "another encoding": None,
    "no table": None,
}
"""What doc8 says of the two specs: the last digits of its codes, that of D001 for each line; None if it fails."""


def said_by_doc8(python: str, top: Path) -> str | None:
    """What doc8 says of the specs in a folder, as in ``SAYS``; None if it fails."""
    command = [python, "-m", "doc8.main", "--quiet"]
    done = subprocess.run(command, cwd=top, capture_output=True, text=True, encoding="utf-8", check=False)
    if "Traceback" in done.stderr:
        return None
    lines = [line for line in done.stdout.splitlines() if f"{top.name}/specs/" in line.replace("\\", "/")]
    found = [line.replace("\\", "/").partition("/specs/")[2].split(" ")[:2] for line in lines]
    return shown([(place.split(":")[0], code) for place, code in found])


def shown(found: list[tuple[str, str]]) -> str:
    """Findings as in ``SAYS``: for each spec the last digits of doc8's codes, those of D001 for each line."""
    files = {}
    for name in ("a.rst", "old/b.rst"):
        codes = [code[-1] for path, code in found if path == name]
        files[name] = "".join(sorted({*codes} - {"1"} | {"1" * codes.count("1")}))
    return " ".join(files[name] or "-" for name in files)


def main(python: str) -> None:
    """Print what doc8 says of each repository."""
    for name, files in REPOSITORIES.items():
        with tempfile.TemporaryDirectory() as folder:
            print(f"    {name!r}: {said_by_doc8(python, make(Path(folder), {**SPECS, **files}))!r},")


if __name__ == "__main__":
    main(sys.argv[1])
