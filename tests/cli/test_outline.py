"""``spec-ls outline`` as a process, on real files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from trees import SPEC, TEMPLATE, make, run

WRITTEN = """\
=====
Cache
=====

Problem description
===================

Slow.

Use cases
---------

Proposed change
===============

None.

More
====

Text.
"""
SHOWN = """\
specs/a.rst (template specs/template.rst)
Cache
  [x] Problem description  5
    [ ] Use cases  10  not in the template
  [-] Proposed change  13
    [!] Alternatives
  [!] References
  [x] More  18  not in the template

[x] written  [-] stub  [ ] empty  [!] missing
"""
TREE = {".git/HEAD": "", "specs/template.rst": TEMPLATE, "specs/a.rst": WRITTEN, "doc/page.rst": WRITTEN}


def section(
    title: str,
    level: int,
    line: int | None,
    status: str,
    sections: tuple[dict[str, Any], ...] = (),
    missing: tuple[dict[str, Any], ...] = (),
) -> dict[str, Any]:
    """The JSON object of a section."""
    return {
        "title": title, "level": level, "line": line, "status": status,
        "sections": list(sections), "missing": list(missing),
    }  # fmt: skip


def test_json(tmp_path: Path) -> None:
    """The tree is docutils' after title promotion, with missing sections under their parents."""
    done = run("outline", "--format", "json", "specs/a.rst", cwd=make(tmp_path, TREE))
    assert done.json == [{
        "path": "specs/a.rst",
        "title": "Cache",
        "subtitle": None,
        "template": {"path": "specs/template.rst", "line": 1},
        "sections": [
            section("Problem description", 1, 5, "written", (section("Use cases", 2, 10, "empty"),)),
            section("Proposed change", 1, 13, "stub", (), (section("Alternatives", 2, None, "missing"),)),
            section("More", 1, 18, "written"),
        ],
        "missing": [section("References", 1, None, "missing")],
    }]  # fmt: skip
    assert done.status == 0


def test_a_missing_parent_has_what_is_missing_below_it(tmp_path: Path) -> None:
    """A missing section lists its own sections as missing."""
    text = WRITTEN.replace("Proposed change\n===", "Something else\n===")
    done = run("outline", "--format", "json", "specs/a.rst", cwd=make(tmp_path, TREE | {"specs/a.rst": text}))
    below = (section("Alternatives", 2, None, "missing"),)
    assert done.json[0]["missing"] == [
        section("Proposed change", 1, None, "missing", (), below),
        section("References", 1, None, "missing"),
    ]


def test_text(tmp_path: Path) -> None:
    """The text shows each section's status, and missing sections where the template has them."""
    done = run("outline", "specs/a.rst", cwd=make(tmp_path, TREE))
    assert done.out == SHOWN


@pytest.mark.parametrize(
    ("text", "title", "subtitle", "sections"),
    [
        ("", None, None, []),
        ("Text.\n", None, None, []),
        ("A\n=\n", "A", None, []),
        ("A\n=\n\nB\n-\n\nText.\n", "A", "B", []),
        ("A\n=\n\nB\n=\n\nText.\n", None, None,
         [section("A", 1, 1, "empty"), section("B", 1, 4, "written")]),
        ("Text.\n\n===\n A \n===\n", None, None, [section("A", 1, 4, "empty")]),
        ("Text.\r\r===\r A \r===\r", None, None, [section("A", 1, 4, "empty")]),
    ],
)  # fmt: skip
def test_a_file_that_is_no_spec(
    tmp_path: Path, text: str, title: str | None, subtitle: str | None, sections: list[dict[str, Any]]
) -> None:
    """A file without a template has a tree too; nothing is missing there."""
    done = run(
        "outline", "--format", "json", "doc/page.rst", cwd=make(tmp_path, TREE | {"doc/page.rst": text})
    )
    assert done.json == [{
        "path": "doc/page.rst", "title": title, "subtitle": subtitle, "template": None,
        "sections": sections, "missing": [],
    }]  # fmt: skip


def test_a_framed_template_keeps_its_specs_title_a_section(tmp_path: Path) -> None:
    """If text before the title keeps it a section, missing sections are below that section."""
    frame = "Instructions.\n\n"
    files = TREE | {
        "specs/template.rst": frame + TEMPLATE,
        "specs/a.rst": frame + SPEC[: SPEC.index("References")],
    }
    (outline,) = run("outline", "--format", "json", "specs/a.rst", cwd=make(tmp_path, files)).json
    assert (outline["title"], outline["missing"]) == (None, [])
    (frame_section,) = outline["sections"]
    assert (frame_section["title"], frame_section["level"]) == ("Cache", 1)
    assert [below["level"] for below in frame_section["sections"]] == [2, 2]
    assert frame_section["missing"] == [section("References", 2, None, "missing")]


def test_several_files_and_one_that_is_not_there(tmp_path: Path) -> None:
    """Each file has an object; an unreadable file is reported, and the status is 2."""
    done = run("outline", "--format", "json", "doc/page.rst", "gone.rst", "specs", cwd=make(tmp_path, TREE))
    assert [outline["path"] for outline in done.json] == ["doc/page.rst", "specs/a.rst"]
    assert (done.status, done.err) == (2, "gone.rst: no such file\n")


def test_a_built_in_template(tmp_path: Path) -> None:
    """A built-in template is named as such."""
    text = f".. spec-ls: template=rally\n\n{WRITTEN}"
    done = run("outline", "--format", "json", "-", cwd=make(tmp_path, TREE), stdin=text)
    assert done.json[0]["template"] == {"path": "builtin:rally", "line": 1}
    assert done.json[0]["path"] == "-"
