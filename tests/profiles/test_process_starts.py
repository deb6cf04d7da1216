"""Documents that are begun: what an empty buffer of each process is offered, and what is said on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from trees import make

from profiles.test_processes import PROCESSES, Process
from spec_ls.checks.in_the_making import as_an_editor_shows
from spec_ls.checks.proof import is_proven
from spec_ls.checks.run import check
from spec_ls.edits.insert import insert_all
from spec_ls.model.document import parse
from spec_ls.spec import Spec, compare
from spec_ls.text import Text
from spec_ls.workspace import Workspace

BEGUN = {
    "missing-field",
    "missing-section",
    "missing-title",
    "malformed-title",
    "misordered-field",
    "rst-syntax",
}
"""Findings that a document has no more once its start and its sections are there."""

KINDS = [name for name in PROCESSES if PROCESSES[name].template and PROCESSES[name].asked]


def compared(top: Path, path: str, text: str) -> Spec:
    """A text in the place of a file, beside what serves it."""
    content = Text.of(text)
    served = Workspace((top / path).parent).resolve(top / path, content)
    assert served.template is not None
    return compare(parse(content), served.template, served.config, top / path)


def filled(spec: Spec) -> str:
    """The text after all that is missing is inserted, which is proven to do no harm."""
    fix = insert_all(spec)
    assert fix is not None
    assert is_proven(spec, fix)
    return str(spec.after(fix.edits).text)


@pytest.fixture(params=KINDS)
def process(request: pytest.FixtureRequest) -> Process:
    """A process that asks for sections."""
    return PROCESSES[request.param]


def test_an_empty_document_gets_all_at_once(tmp_path: Path, process: Process) -> None:
    """Title, header and sections come with one action, whether the empty buffer has a line end or not."""
    make(tmp_path, process.files())
    path = process.specs[0]
    texts = {filled(compared(tmp_path, path, text)) for text in ("", "\n")}
    assert len(texts) == 1
    spec = compared(tmp_path, path, texts.pop())
    assert BEGUN.isdisjoint(finding.code for finding in check(spec).findings)
    assert insert_all(spec) is None


@pytest.mark.parametrize("kept", range(1, 6))
def test_a_header_that_is_begun_is_completed(tmp_path: Path, kept: int) -> None:
    """The fields that are still missing come with the sections, and none a second time; no blank line is needed."""
    process = PROCESSES["PEP"]
    make(tmp_path, process.files())
    lines = process.header.splitlines(keepends=True)
    for end in ("", "\n"):
        text = filled(compared(tmp_path, process.specs[0], "".join(lines[:kept]) + end))
        names = [line.partition(":")[0] for line in text.split("\n\n")[0].split("\n")]
        assert names == ["PEP", "Title", "Author", "Status", "Type", "Created"]
        assert text.startswith("".join(lines[:kept]))


def said(spec: Spec) -> str:
    """What an editor shows of a document that has no section."""
    (finding,) = as_an_editor_shows(check(spec)).findings
    assert finding.code == "missing-section"
    return finding.message.removeprefix("still to write: ")


def test_the_header_is_still_to_write(tmp_path: Path) -> None:
    """A document without a section lacks its header first, or those fields that are not there."""
    process = PROCESSES["NEP"]
    make(tmp_path, process.files())
    path, title = process.specs[0], f"{'=' * 20}\n{process.title}\n{'=' * 20}\n\n"
    assert said(compared(tmp_path, path, "")).startswith('the header, "Abstract"')
    assert said(compared(tmp_path, path, title)).startswith('the header, "Abstract"')
    assert said(compared(tmp_path, path, f"{title}:Author: A. B.\n:Type: Process\n")).startswith(
        'field "Status"'
    )
    begun = f"{title}:Author: A. B.\n:Status: Draft\n:Type: Process\n:Created: 2020-05-01\n"
    assert said(compared(tmp_path, path, begun)).startswith('"Abstract", ')


def test_a_title_is_made_in_the_form_of_the_process(tmp_path: Path) -> None:
    """The file's name gives the number and the words."""
    process = PROCESSES["NEP"]
    make(tmp_path, process.files())
    assert "\nNEP 52 \N{EM DASH} Lists\n" in filled(compared(tmp_path, process.specs[0], ""))


def test_long_guidance_comes_where_no_line_is_too_long(tmp_path: Path) -> None:
    """Without a limit for lines, a section gets the template's text however long its lines are."""
    process = PROCESSES["PEP"]
    guidance = (
        "[Why this is not what it could be, and whom that hinders in which work, and how often it does so.]"
    )
    files = process.files()
    files["peps/pep-0012/pep-NNNN.rst"] = files["peps/pep-0012/pep-NNNN.rst"].replace(
        "What is motivation?", guidance
    )
    make(tmp_path, files)
    assert guidance in filled(compared(tmp_path, process.specs[0], ""))


def test_references_that_authors_keep(tmp_path: Path) -> None:
    """A footnote that stands in the template's references comes with its reference, where both are new."""
    process = PROCESSES["NEP"]
    files = process.files()
    note = ".. [1] Each is in the public domain, or under the `Licence`_.\n\n.. _Licence: https://licence.opencontent.org/\n"
    dedication = "This document has been placed in the public domain."
    template = files["doc/neps/nep-template.rst"]
    at = template.index("Copyright\n")
    heading = "References and footnotes\n------------------------\n\n"
    template = f"{template[:at]}{heading}{note}\nCopyright\n---------\n\n{dedication} [1]_\n"
    make(tmp_path, files | {"doc/neps/nep-template.rst": template})
    path = process.specs[0]
    text = filled(compared(tmp_path, path, ""))
    assert text.endswith(f"{heading}{note}\nCopyright\n---------\n\n{dedication} [1]_\n")
    assert "rst-syntax" not in {finding.code for finding in check(compared(tmp_path, path, text)).findings}
    alone = text[: text.index("Copyright\n")]
    assert filled(compared(tmp_path, path, alone)).endswith(f"{dedication}\n")
