"""The texts that are measured, and the repository that they lie in.

The text is a real spec where ../shared/corpus (or $SPEC_LS_CORPUS) has it, else the sample in this
repository; longer ones are that spec again and again under one title, each time with sections of its own.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("SPEC_LS_CORPUS", REPOSITORY.parent / "shared" / "corpus"))
NOVA = CORPUS / "nova-specs"
RELEASE = "2024.2"
REAL = NOVA / "specs" / RELEASE / "approved" / "ephemeral-storage-encryption.rst"
SAMPLE = REPOSITORY / "tests/samples/volume-trim.rst"
TEMPLATE = REPOSITORY / "spec_ls/profiles/nova.rst"

SIZES = (100, 1_000, 1_086, 9_414, 10_000, 50_000)
"""Lines.  The real spec has 1,086 of them, and nine of it under one title 9,414."""
ROWS = 300
PASTED = 200

_ADORNMENT = frozenset("=-~^\"'`*+#:.")
_FIRST_SECTION = "Problem description"


def is_real() -> bool:
    """Whether the text is a real spec."""
    return REAL.is_file()


def source() -> Path:
    """The spec that all texts are made of."""
    return REAL if is_real() else SAMPLE


def document(lines: int, spec: Path | None = None) -> str:
    """A text of so many lines, an empty one behind the last line end included, made of a spec's."""
    return longer((spec or source()).read_text("utf-8"), _FIRST_SECTION, lines)


def longer(text: str, first_section: str, lines: int) -> str:
    """A text of so many lines, made of another's sections from the first one on, again and again."""
    body = text.split("\n")[:-1]
    first = body.index(first_section)
    if is_adornment(body[first - 1]):
        first -= 1
    parts, copy = body[:], 1
    while len(parts) < lines:
        copy += 1
        parts += ["", *_renamed(body[first:], f" ({copy})")]
    return "\n".join(parts[: lines - 1]) + "\n"


def with_table(text: str) -> str:
    """The text with a grid table of ``ROWS`` rows behind its first section's heading."""
    lines = text.split("\n")
    at = lines.index(_FIRST_SECTION) + 2
    rule = "+------------+--------------------------------+"
    rows = [f"| row {number:>6} | what there is to say about it  |" for number in range(ROWS)]
    table = [rule, *(line for row in rows for line in (row, rule))]
    return "\n".join([*lines[:at], "", *table, "", *lines[at:]])


def pasted() -> list[str]:
    """``PASTED`` lines of real text, with titles that are not those of the spec."""
    body = source().read_text("utf-8").split("\n")[:-1]
    first = body.index(_FIRST_SECTION)
    once = _renamed(body[first - is_adornment(body[first - 1]) :], " (pasted)")
    return (once * (PASTED // len(once) + 1))[:PASTED]


def is_adornment(line: str) -> bool:
    """Whether a line can be a title's underline."""
    return len(line) > 3 and len(set(line)) == 1 and line[0] in _ADORNMENT


def _renamed(body: list[str], suffix: str) -> list[str]:
    """The lines with every section's title, and its adornment, made longer by ``suffix``."""
    lines = body[:]
    for index in range(1, len(lines)):
        title = lines[index - 1]
        if is_adornment(lines[index]) and title[:1].strip() and not is_adornment(title):
            adornment = lines[index] + lines[index][0] * len(suffix)
            if index > 1 and lines[index - 2] == lines[index]:
                lines[index - 2] = adornment
            lines[index - 1], lines[index] = title + suffix, adornment
    return lines


@dataclass(frozen=True)
class Repository:
    """A repository as its gate knows it, in a folder of its own.

    ``file`` is where its documents lie, ``document`` makes one of so many lines.
    """

    folder: Path
    file: str = f"specs/{RELEASE}/approved/{{}}.rst"
    document: Callable[[int], str] = document

    def uri(self, name: str) -> str:
        """The URI of a document; the file itself need not exist."""
        return (self.folder / self.file.format(name)).as_uri()

    def specs(self, count: int) -> Iterator[tuple[str, str]]:
        """URIs and texts of so many specs: real ones of all releases, or the sample each time."""
        real = sorted(NOVA.glob("specs/*/*/*.rst")) if is_real() else []
        every = max(1, len(real) // count)
        for number in range(count):
            path = real[number * every] if number * every < len(real) else None
            uri = (self.folder / path.relative_to(NOVA)).as_uri() if path else self.uri(f"spec-{number}")
            yield uri, (path or SAMPLE).read_text("utf-8")


def lay_out(folder: Path) -> Repository:
    """A repository in an empty folder, with what makes a file in it a spec."""
    specs = folder / "specs"
    (specs / RELEASE / "approved").mkdir(parents=True)
    if is_real():
        (folder / ".gitreview").write_text("[gerrit]\nproject=openstack/nova-specs.git\n", "utf-8")
        for template in NOVA.glob("specs/*-template.rst"):
            shutil.copy(template, specs / template.name)
    else:
        (folder / ".gitreview").touch()
        shutil.copy(TEMPLATE, specs / "template.rst")
    return Repository(folder)
