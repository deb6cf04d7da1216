"""A PEP as the text that is measured, and the repository that it lies in: a header, and other PEPs' headers.

The text is a real PEP where the corpus has it, else a made-up one; longer ones are made as those of specs.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import texts

PEPS = texts.CORPUS / "peps" / "peps"
REAL = PEPS / "pep-0484.rst"
"""2,490 lines."""

_TEMPLATE = "pep-0012/pep-NNNN.rst"
_HEADER = "PEP: 484\nTitle: Names of volumes\nAuthor: Ada Lovelace <ada@example.org>\nStatus: {}\nType: {}\nCreated: {}\n"
_SECTION = "{0}\n{1}\n\n{2}\n\n"
_TITLES = ("Abstract", "Motivation", "Rationale", "Specification", "Backwards Compatibility", "Copyright")


def document(lines: int) -> str:
    """A PEP of so many lines."""
    return texts.longer(_source(), "Abstract", lines)


def lay_out(folder: Path) -> texts.Repository:
    """A repository in an empty folder, with what makes a file in it a PEP."""
    peps = folder / "peps"
    (peps / _TEMPLATE).parent.mkdir(parents=True)
    if REAL.is_file():
        shutil.copytree(PEPS, peps, dirs_exist_ok=True)
    else:
        header = _HEADER.format("<REQUIRED: Draft | Final>", "<REQUIRED: Process>", "<date created on>")
        (peps / _TEMPLATE).write_text(_with_sections(header, "[What is said here.]"), "utf-8")
    return texts.Repository(folder, "peps/pep-0484.rst", document)


def _source() -> str:
    if REAL.is_file():
        return REAL.read_text("utf-8")
    body = texts.SAMPLE.read_text("utf-8").split("\n")
    prose = "\n".join(line for line in body if line[:1].isalpha() and len(line) > 20)
    return _with_sections(_HEADER.format("Draft", "Process", "12-May-2025"), prose)


def _with_sections(header: str, body: str) -> str:
    sections = (_SECTION.format(title, "=" * len(title), body) for title in _TITLES)
    return f"{header}\n{''.join(sections)}".rstrip("\n") + "\n"
