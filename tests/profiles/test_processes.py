"""Proposal processes: their repositories are recognised by what lies in them, their documents by a profile.

All documents here are made up from what is known of each process; ``tox -e parity`` compares with real gates.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from trees import CORPUS, make, needs_corpus, run

from spec_ls.checks.run import check
from spec_ls.findings import Finding, Severity
from spec_ls.model.document import parse
from spec_ls.spec import compare
from spec_ls.text import Text
from spec_ls.workspace import Workspace


def titled(title: str, style: str = "=") -> str:
    """A title with its underline."""
    return f"{title}\n{style * len(title)}\n\n"


def with_sections(title: str, header: str, sections: Sequence[str], body: str = "A word on {}.") -> str:
    """A document with a title, a header below it, and sections."""
    rule = "=" * len(title)
    top = f"{rule}\n{title}\n{rule}\n\n" if title else ""
    return top + f"{header}\n" + "".join(titled(s, "-") + body.format(s.lower()) + "\n\n" for s in sections)


class Process(NamedTuple):
    """A repository of a process: its template, a document of it, and files that are no specs."""

    specs: tuple[str, ...]
    template: str | None
    others: tuple[str, ...]
    title: str
    header: str
    sections: tuple[str, ...]
    template_title: str = ""
    template_header: str = ""
    profile: str = ""
    asked: int = 0
    """The number of sections that are asked for in an open document without any."""

    def files(self) -> dict[str, str]:
        """The files of the repository."""
        found = {name: titled("Another page") + "Text of no kind.\n" for name in self.others}
        if self.template:
            text = with_sections(self.template_title, self.template_header, self.sections, "What is {}?")
            found[self.template] = text
        return found | dict.fromkeys(self.specs, self.document())

    def document(self, sections: Sequence[str] | None = None) -> str:
        """A document as it should be."""
        return with_sections(self.title, self.header, self.sections if sections is None else sections)


FIELDS = """\
:Author: Ada Lovelace <ada@example.org>
:Status: Draft
:Type: Standards Track
:Created: 2024-05-17
"""
FIELDS_OF_TEMPLATE = """\
:Author: <list of authors' real names and optionally, email addresses>
:Status: <Draft | Active | Accepted | Deferred | Rejected | Withdrawn | Final | Superseded>
:Type: <Standards Track | Process>
:Created: <date created on, in yyyy-mm-dd format>
:Resolution: <url> (required for Accepted | Rejected | Withdrawn)
"""
PROCESSES = {
    "PEP": Process(
        ("peps/pep-0812.rst",),
        "peps/pep-0012/pep-NNNN.rst",
        ("peps/pep-0639/appendix-a.rst", "README.rst", "docs/build.rst"),
        "",
        "PEP: 812\nTitle: Fast lists\nAuthor: Ada Lovelace <ada@example.org>\nStatus: Draft\n"
        "Type: Standards Track\nCreated: 01-May-2024\n",
        ("Abstract", "Motivation", "Rationale", "Specification", "Rejected Ideas", "Copyright"),
        "",
        "PEP: <REQUIRED: pep number>\nTitle: <REQUIRED: pep title>\nAuthor: <REQUIRED: list of authors>\n"
        "Status: <REQUIRED: Draft | Active | Accepted>\nType: <REQUIRED: Standards Track | Informational>\n"
        "Created: <REQUIRED: date created on, in dd-mmm-yyyy format>\n",
        "python__peps",
        6,
    ),
    "NEP": Process(
        ("doc/neps/nep-0052-lists.rst",),
        "doc/neps/nep-template.rst",
        ("doc/neps/roadmap.rst", "doc/neps/index.rst", "doc/source/guide.rst"),
        "NEP 52 \N{EM DASH} Fast lists",
        FIELDS,
        ("Abstract", "Motivation and scope", "Implementation", "Copyright"),
        "NEP X \N{EM DASH} Template and instructions",
        FIELDS_OF_TEMPLATE,
        "numpy__numpy",
        4,
    ),
    "NXEP": Process(
        ("doc/developer/nxeps/nxep-0004.rst",),
        "doc/developer/nxeps/nxep-template.rst",
        ("doc/developer/nxeps/index.rst", "doc/developer/release.rst"),
        "NXEP 4 \N{EM DASH} Fast graphs",
        FIELDS,
        ("Abstract", "Motivation and Scope", "Implementation", "Copyright"),
        "NXEP X \N{EM DASH} Template and Instructions",
        FIELDS_OF_TEMPLATE,
        "networkx__networkx",
    ),
    "SLEP": Process(
        ("slep018/proposal.rst",),
        "slep_template.rst",
        ("slep018/other.rst", "index.rst", "under_review.rst"),
        "SLEP018: Fast trees",
        FIELDS,
        ("Abstract", "Detailed description", "Implementation", "References and Footnotes", "Copyright"),
        "SLEP Template and Instructions",
        FIELDS_OF_TEMPLATE.replace("Accepted | Deferred", "Accepted |\n  Deferred", 1),
        "scikit-learn__enhancement_proposals",
        3,
    ),
    "MEP": Process(
        ("doc/devel/MEP/MEP14.rst",),
        "doc/devel/MEP/template.rst",
        ("doc/devel/MEP/README.rst", "doc/devel/MEP/index.rst"),
        "MEP14: Fast text",
        "",
        ("Branches and Pull requests", "Abstract", "Detailed description"),
        "MEP Template",
        "",
        "matplotlib__matplotlib",
        3,
    ),
    "GHC": Process(
        ("proposals/0042-fast-lists.rst",),
        "proposals/0000-template.rst",
        ("README.rst", "proposals/README.rst"),
        "Fast lists",
        ".. author:: Ada Lovelace\n.. date-accepted::\n.. ticket-url::\n.. implemented::\n"
        ".. highlight:: haskell\n.. sectnum::\n.. contents::\n",
        ("Motivation", "Proposed Change Specification", "Examples", "Alternatives"),
        "Proposal title",
        ".. author:: Your name\n.. date-accepted:: Leave blank. This will be filled in later.\n"
        ".. ticket-url:: Leave blank. A link to the ticket.\n.. implemented:: Leave blank. The version.\n"
        ".. highlight:: haskell\n.. sectnum::\n.. contents::\n",
        "ghc-proposals__ghc-proposals",
        4,
    ),
    "DEP": Process(
        ("draft/0031-lists.rst", "final/0008-lists.rst"),
        "template.rst",
        ("README.rst", "draft/README.rst", "docs/style.rst"),
        "DEP 31: Fast lists",
        ":DEP: 0031\n:Author: Ada Lovelace\n:Implementation Team: Ada Lovelace\n:Shepherd: Mary Somerville\n"
        ":Status: Draft\n:Type: Feature\n:Created: 2024-05-17\n",
        ("Abstract", "Specification", "Motivation", "Copyright"),
        "DEP XXXX: DEP template",
        ":DEP: XXXX\n:Author: Your Name\n:Implementation Team: None\n:Shepherd: None\n"
        ":Status: Draft\n:Type: Feature\n:Created: 2014-11-16\n",
        "django__deps",
        4,
    ),
    "APE": Process(
        ("APE14.rst",),
        "APEtemplate.rst",
        ("README.rst", "notes/history.rst"),
        "A fast table",
        "author: Ada Lovelace\n\ndate-created: 2013 November 5\n\ndate-last-revised: 2013 November 6\n\n"
        "type: Standard Track\n\nstatus: Discussion\n\n",
        ("Abstract", "Detailed description", "Decision rationale"),
        "The title of the proposal",
        "author: <replace with names>\n\ndate-created: <replace with date> 2013 November 5\n\n"
        "date-last-revised: <replace with date> 2013 November 5\n\n"
        "date-accepted: <replace with accepted date>\n\n"
        "type: <one of these three: Standard Track, Informational, Process>\n\n"
        "status: <one of: Discussion, Accepted>\n\n",
        "astropy__astropy-APEs",
        3,
    ),
    "SKIP": Process(
        ("doc/source/skips/4-transition.rst",),
        "doc/source/skips/template.rst",
        ("doc/source/skips/index.rst", "doc/source/user_guide.rst"),
        "SKIP 4 \N{EM DASH} Fast images",
        FIELDS,
        ("Abstract", "Detailed description", "Implementation", "Copyright"),
        "SKIP X \N{EM DASH} Template and instructions",
        FIELDS_OF_TEMPLATE,
        "scikit-image__scikit-image",
        4,
    ),
    "Airship": Process(
        ("specs/1.x/approved/lists.rst", "specs/2.x/implemented/lists.rst"),
        "specs/template.rst",
        ("specs/1.x/approved/index.rst", "specs/instructions.rst"),
        "Fast lists",
        "",
        ("Problem description", "Proposed change", "Dependencies"),
        "Blueprint title",
        "",
        "airshipit__specs",
        3,
    ),
    "PLEP": Process(
        ("PLEP-0004.rst",),
        "PLEP-template.rst",
        ("README.rst", "docs/about.rst"),
        "PLEP-0004 \N{EN DASH} Fast plasma",
        "+-------------------+------------------+\n| PLEP              | 4                |\n"
        "+-------------------+------------------+\n| author(s)         | Ada Lovelace     |\n"
        "+-------------------+------------------+\n| date created      | 2018-03-08       |\n"
        "+-------------------+------------------+\n| type              | process          |\n"
        "+-------------------+------------------+\n| status            | discussion       |\n"
        "+-------------------+------------------+\n",
        ("Abstract", "Detailed Description", "Implementation"),
        "PLEP-Template \N{EN DASH} Title",
        "+-------------------+------------------+\n| PLEP              | number           |\n"
        "+-------------------+------------------+\n| author(s)         | names            |\n"
        "+-------------------+------------------+\n| date created      | *YYYY-MM-DD*     |\n"
        "+-------------------+------------------+\n| type              | *process*, *b*   |\n"
        "+-------------------+------------------+\n| status            | *discussion*     |\n"
        "+-------------------+------------------+\n",
        "PlasmaPy__PlasmaPy-PLEPs",
    ),
    "REP": Process(
        ("rep-0149.rst",),
        "rep-0012.rst",
        ("README.rst", "resources/rep-notes.rst"),
        "",
        "REP: 149\nTitle: Fast robots\nAuthor: Ada Lovelace\nStatus: Draft\nType: Standards Track\n"
        "Content-Type: text/x-rst\nCreated: 5-Aug-2020\nPost-History: 6-Aug-2020\n",
        ("Abstract", "Rationale", "References", "Copyright"),
        "",
        "REP: 12\nTitle: Sample Template\nAuthor: Grace Hopper\nStatus: Active\nType: Process\n"
        "Content-Type: text/x-rst\nCreated: 05-Aug-2002\nPost-History: 30-Aug-2002\n",
        "ros-infrastructure__rep",
        4,
    ),
    "PIG": Process(
        ("docs/development/pigs/pig-020.rst",),
        None,
        ("docs/development/pigs/index.rst", "docs/development/howto.rst"),
        "PIG 20 - Fast maps",
        "* Author: Ada Lovelace\n* Created: May 2020\n* Accepted: June 2020\n* Status: accepted\n"
        "* Discussion: none yet\n",
        ("Abstract", "Introduction"),
        profile="gammapy__gammapy",
    ),
    "PROJ": Process(
        ("docs/source/community/rfc/rfc-7.rst",),
        None,
        ("docs/source/community/rfc/index.rst", "docs/source/usage.rst"),
        "PROJ RFC 7: Fast grids",
        ":Author: Ada Lovelace\n:Contact: ada@example.org\n:Status: Adopted\n:Last Updated: 2020-05-17\n",
        ("Summary", "Details"),
        profile="OSGeo__PROJ",
    ),
    "MS": Process(
        ("en/development/rfc/ms-rfc-7.txt",),
        None,
        ("en/development/rfc/index.txt", "en/development/notes.txt", "en/about.rst"),
        "MS RFC 7: Fast maps",
        ":Date: 2006/05/17\n:Author: Ada Lovelace\n:Contact: ada@example.org\n:Status: Adopted\n:Version: 5.0\n",
        ("Overview", "Details"),
        profile="MapServer__MapServer-documentation",
    ),
}


def findings(top: Path, path: str, text: str | None = None) -> list[Finding[object]]:
    """The findings in a document, without consequences of others."""
    content = Text.of((top / path).read_text("utf-8") if text is None else text)
    served = Workspace(top).resolve(top / path, content)
    assert served.template is not None
    spec = compare(parse(content), served.template, served.config, top / path, headers=served.headers)
    return [finding for finding in check(spec).findings if finding.cause is None]


@pytest.fixture(params=PROCESSES)
def process(request: pytest.FixtureRequest) -> Process:
    """A process."""
    return PROCESSES[request.param]


def test_a_plain_copy_is_recognised(tmp_path: Path, process: Process) -> None:
    """Of a copy under another name, without git, the documents of the process are specs and nothing else."""
    top = make(tmp_path / "plain-copy", process.files())
    workspace = Workspace(top)
    served = [path for path in workspace.walk(top) if workspace.resolve(path).template is not None]
    assert [path.relative_to(top).as_posix() for path in served] == sorted(process.specs)


def test_the_profile_of_a_fork(tmp_path: Path, process: Process) -> None:
    """A fork of another name has the profile, and ``doctor`` is told by which marks."""
    remote = '[remote "origin"]\n\turl = https://git.example.org/me/my-fork\n'
    top = make(tmp_path / "checkout", process.files() | {".git/config": remote})
    for folder in (top, (top / process.specs[0]).parent):
        project = Workspace(folder).project_info(folder)
        assert project.profile is not None
        assert project.profile.path.stem == process.profile
        assert project.top == top
        assert project.marks


def test_a_document_as_it_should_be_is_silent(tmp_path: Path, process: Process) -> None:
    """A document with the process's header and all sections of its template has no finding."""
    top = make(tmp_path / "plain-copy", process.files())
    assert [(f.code, f.message) for f in findings(top, process.specs[0])] == []


def test_sections_are_asked_for_where_half_have_them(tmp_path: Path, process: Process) -> None:
    """A section that half of the documents have is asked for with information, others are not at all."""
    top = make(tmp_path / "plain-copy", process.files())
    found = findings(top, process.specs[0], process.document(("Something else", "And more")))
    missing = [f for f in found if f.code == "missing-section"]
    assert {f.severity for f in missing} <= {Severity.INFORMATION}
    assert bool(missing) == bool(process.asked)
    assert not [f for f in found if f.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("PEP", "Status: Draft", "Status: Final"),
        ("NEP", ":Status: Draft", ":Status: Final"),
        ("SLEP", ":Status: Draft", ":Status: Final"),
        ("GHC", "date-accepted::", "date-accepted:: 2024-05-17"),
        ("APE", "status: Discussion", "status: Accepted"),
        ("REP", "Status: Draft", "Status: Final"),
    ],
)
def test_sections_are_asked_for_while_a_document_is_open(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    """What is accepted or final is not asked for sections any more."""
    process = PROCESSES[name]
    top = make(tmp_path / "plain-copy", process.files())
    text = process.document(("Something else", "And more"))
    codes = {f.code for f in findings(top, process.specs[0], text.replace(old, new, 1))}
    assert "missing-section" in {f.code for f in findings(top, process.specs[0], text)}
    assert "missing-section" not in codes


NOTES = (
    titled("Notes on markup - delete this section before submitting")
    + "Leave a blank line between any two paragraphs of the text.\n\n"
)


def test_a_section_to_delete_is_no_slot(tmp_path: Path) -> None:
    """A template's notes that authors delete are no slots, and its title is the other top section."""
    process = PROCESSES["GHC"]
    files = process.files()
    files["proposals/0000-template.rst"] = NOTES + (
        f"{titled(process.template_title)}{process.template_header}\n"
        + "".join(titled(title, "-") + "What is it?\n\n" for title in process.sections)
    )
    plain = titled(process.title) + process.document().partition("\n\n")[2]
    top = make(tmp_path / "copy", files | dict.fromkeys(process.specs, plain))
    assert [(f.code, f.message) for f in findings(top, process.specs[0])] == []
    missing = [f.message for f in findings(top, process.specs[0], plain.replace("Alternatives", "Others"))]
    assert missing == ['section "Alternatives" is missing']


@pytest.mark.parametrize("behind", [False, True])
def test_a_section_to_delete_that_is_kept(tmp_path: Path, behind: bool) -> None:
    """The template's notes are one finding, whose fix deletes them; the rest is read as without them."""
    process = PROCESSES["GHC"]
    notes = (
        NOTES
        + ".. highlight:: c\n\nUse two colons::\n\n  a block\n\n* A list of the\n* template's, with many words.\n\n"
    )
    body = titled(process.template_title) + process.template_header + "\n"
    body += "".join(titled(title, "-") + "What is it?\n\n" for title in process.sections)
    files = process.files() | {process.template or "": notes + body}
    document = titled(process.title) + process.document().partition("\n\n")[2]
    text = document + notes if behind else notes + document
    top = make(tmp_path / "copy", files)
    path = top / process.specs[0]
    found = findings(top, process.specs[0], text)
    assert [(f.code, f.message) for f in found] == [
        (
            "leftover-guidance",
            'the template\'s section "Notes on markup - delete this section before submitting" is still here',
        )
    ]
    path.write_text(text, encoding="utf-8")
    run("check", "--fix", "--unsafe-fixes", str(path), cwd=top)
    assert path.read_text("utf-8") == document


def test_what_an_author_writes_into_a_section_to_delete_stays(tmp_path: Path) -> None:
    """Where the author's own text stands in the notes, no fix deletes them."""
    process = PROCESSES["GHC"]
    body = (
        titled(process.template_title) + process.template_header + "\nMotivation\n----------\n\nWhat is it?\n"
    )
    top = make(tmp_path / "copy", process.files() | {process.template or "": NOTES + body})
    path = top / process.specs[0]
    text = NOTES + "My own words.\n\n" + titled(process.title) + process.document().partition("\n\n")[2]
    path.write_text(text, encoding="utf-8")
    assert [f.code for f in findings(top, process.specs[0], text)] == ["leftover-guidance"]
    run("check", "--fix", "--unsafe-fixes", str(path), cwd=top)
    assert path.read_text("utf-8") == text


def without_template(process: Process) -> dict[str, str]:
    """The files of a repository that is known by its remote, without the template."""
    owner, _, name = process.profile.partition("__")
    remote = f'[remote "origin"]\n\turl = https://github.com/{owner}/{name}\n'
    return {path: text for path, text in process.files().items() if path != process.template} | {
        ".git/config": remote
    }


@pytest.mark.parametrize("name", [name for name, process in PROCESSES.items() if process.header])
def test_a_repository_without_its_template(tmp_path: Path, name: str) -> None:
    """What a profile knows of a header needs no template: its documents are specs, and nothing else is."""
    process = PROCESSES[name]
    top = make(tmp_path / "checkout", without_template(process))
    workspace = Workspace(top)
    served = [path for path in workspace.walk(top) if workspace.resolve(path).template is not None]
    assert [path.relative_to(top).as_posix() for path in served] == sorted(process.specs)
    assert findings(top, process.specs[0]) == []
    without = findings(top, process.specs[0], process.document().replace(process.header, ""))
    assert "missing-field" in {finding.code for finding in without}


def test_errors_without_a_template(tmp_path: Path) -> None:
    """The gate's errors stand without a template, too, and a document that looks like one is a document."""
    process = PROCESSES["PEP"]
    sample = process.document().replace("812", "12").replace("Fast lists", "Sample PEP Template")
    others = {
        f"peps/pep-{number:04}.rst": process.document().replace("812", str(number)) for number in range(1, 8)
    }
    files = without_template(process) | others | {"peps/pep-0012.rst": sample, "check-peps.py": ""}
    del files[".git/config"]
    top = make(tmp_path / "plain-copy", files)
    for path in (process.specs[0], "peps/pep-0012.rst", "peps/pep-0007.rst"):
        assert findings(top, path) == []
        text = (top / path).read_text("utf-8").replace("Status: Draft", "Status: Ready")
        assert [(f.code, f.severity) for f in findings(top, path, text)] == [
            ("invalid-value", Severity.ERROR)
        ]


def test_titles_numbered_by_hand(tmp_path: Path) -> None:
    """A title with a number before it is the template's where no gate compares titles."""
    process = PROCESSES["GHC"]
    top = make(tmp_path / "copy", process.files())
    text = process.document().replace("Alternatives\n------------", "4. Alternatives\n---------------")
    assert findings(top, process.specs[0], text) == []


def test_a_status_to_leave_blank_is_open(tmp_path: Path) -> None:
    """A field that still says "Leave blank" says nothing of the status, so sections are asked for."""
    process = PROCESSES["GHC"]
    top = make(tmp_path / "copy", process.files())
    text = process.document(("One", "Two")).replace("accepted::", "accepted:: Leave blank. Later.")
    assert "missing-section" in {f.code for f in findings(top, process.specs[0], text)}


GHC_HEADER = """\
.. author:: Your name
.. date-accepted:: Leave blank. This will be filled in later.
.. ticket-url:: Leave blank. This will eventually be filled with the
                address of the ticket.
.. implemented::
.. highlight:: haskell
.. header:: This proposal is `discussed here <https://forge.org/pull/0>`_.
            **After creating it, edit this file again, update the
            link, and delete this bold sentence.**
.. sectnum::
"""


def with_header(name: str, header: str) -> tuple[dict[str, str], str]:
    """The files of a process whose template has another header, and a document that still has it."""
    process = PROCESSES[name]._replace(template_header=header, header=header)
    return process.files(), process.document()


def test_what_is_to_be_left_blank(tmp_path: Path) -> None:
    """What a template has where authors write nothing is left over, and so is a sentence to delete."""
    files, text = with_header("GHC", GHC_HEADER)
    top = make(tmp_path / "copy", files)
    path = top / PROCESSES["GHC"].specs[0]
    found = findings(top, PROCESSES["GHC"].specs[0], text)
    assert [(f.code, f.severity, f.message[:30]) for f in found] == [
        ("leftover-placeholder", Severity.WARNING, '"Your name" is still to be rep'),
        ("leftover-placeholder", Severity.WARNING, '"Leave blank. This will be fil'),
        ("leftover-placeholder", Severity.WARNING, '"Leave blank. This will eventu'),
        ("leftover-placeholder", Severity.WARNING, '"**After creating it, edit thi'),
    ]
    path.write_text(text, encoding="utf-8")
    run("check", "--fix", "--unsafe-fixes", str(path), cwd=top)
    after = path.read_text("utf-8")
    assert after[after.index(".. author") : after.index(".. sectnum")] == (
        ".. author:: Your name\n.. date-accepted::\n.. ticket-url::\n.. implemented::\n.. highlight:: haskell\n"
        ".. header:: This proposal is `discussed here <https://forge.org/pull/0>`_.\n"
    )


def test_what_is_to_be_left_blank_is_not_inserted(tmp_path: Path) -> None:
    """A missing field whose value the template leaves to others is inserted without one."""
    process = PROCESSES["GHC"]
    top = make(tmp_path / "copy", process.files())
    path = top / process.specs[0]
    path.write_text(process.document().replace(".. ticket-url::\n", ""), encoding="utf-8")
    run("check", "--fix", "--unsafe-fixes", str(path), cwd=top)
    assert path.read_text("utf-8") == process.document()


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        (":Author: Ada Lovelace", ":Author: Your Name", ['"Your Name" is still to be replaced']),
        (":Created: 2024-05-17", ":Created: 2014-11-16", ['"2014-11-16" is still to be replaced']),
        (":DEP: 0031", ":DEP: XXXX", ['"XXXX" is still to be replaced']),
        (":Shepherd: Mary Somerville", ":Shepherd: Grace Hopper", []),
        (":Shepherd: Mary Somerville", ":Shepherd: None", []),
        (
            ":Shepherd: Mary Somerville\n:Status: Draft\n:Type: Feature\n:Created: 2024-05-17",
            ":Shepherd: Grace Hopper\n:Status: Draft\n:Type: Feature\n:Created: 2014-11-16",
            ['"Grace Hopper" is still to be replaced', '"2014-11-16" is still to be replaced'],
        ),
        (
            ":Status: Draft\n:Type: Feature\n:Created: 2024-05-17",
            ":Status: Final\n:Type: Feature\n:Created: 2014-11-16",
            [],
        ),
    ],
)
def test_examples_that_are_left(tmp_path: Path, old: str, new: str, messages: list[str]) -> None:
    """A template's word for a value is left over; so is its date in a draft, and a name beside that."""
    process = PROCESSES["DEP"]
    header = process.template_header.replace("Shepherd: None", "Shepherd: Grace Hopper")
    top = make(tmp_path / "copy", process._replace(template_header=header).files())
    text = process.document()
    assert old in text
    found = findings(top, process.specs[0], text.replace(old, new))
    assert [f.message for f in found if f.code == "leftover-placeholder"] == messages


def test_a_document_that_was_moved_is_no_spec(tmp_path: Path) -> None:
    """A paragraph that leads to where a proposal was moved is none."""
    process = PROCESSES["GHC"]
    moved = "This proposal was moved to https://example.org/pull/7.\n"
    top = make(tmp_path / "copy", process.files() | {"proposals/0007-moved.rst": moved})
    assert Workspace(top).resolve(top / "proposals/0007-moved.rst").template is None


@pytest.mark.parametrize(
    "files",
    [
        {"template.rst": PROCESSES["NEP"].files()["doc/neps/nep-template.rst"], "final/a.rst": "Text.\n"},
        {"template.rst": "Text.\n", "draft/a.rst": "Text.\n", "accepted/a.rst": "", "final/a.rst": ""},
        {"proposals/0000-template.rst": "Title\n=====\n", "proposals/0001-a.rst": "Title\n=====\n"},
        {"rep-0012.rst": "REP: 13\n", "rep-0001.rst": "REP: 1\n"},
        {"peps/pep-0001.rst": "A page about PEP: 1\n"},
        {"specs/template.rst": "Title\n=====\n", "specs/3.x/approved/a.rst": "Title\n=====\n"},
        {"docs/source/community/rfc/rfc-1.rst": "Title\n=====\n\n:Author: Ada\n"},
    ],
)
def test_part_of_the_marks_is_not_enough(tmp_path: Path, files: dict[str, str]) -> None:
    """A repository that has but some of a process's marks is not taken for it."""
    top = make(tmp_path / "other", files | {".git/config": ""})
    assert Workspace(top).project_info(top).profile is None


def test_the_name_of_a_project_goes_first(tmp_path: Path) -> None:
    """What .gitreview or git's remote names counts more than what lies in the repository."""
    remote = '[remote "origin"]\n\turl = https://git.example.org/openstack/nova-specs\n'
    top = make(tmp_path / "checkout", PROCESSES["NEP"].files() | {".git/config": remote})
    project = Workspace(top).project_info(top)
    assert project.profile is not None
    assert (project.profile.path.stem, project.marks) == ("nova-specs", None)


def test_marks_that_come_and_go_are_seen(tmp_path: Path) -> None:
    """The same workspace sees that a template has come, or is gone."""
    process = PROCESSES["SLEP"]
    files = process.files()
    template = files.pop("slep_template.rst")
    top = make(tmp_path / "copy", files)
    workspace, path = Workspace(top), top / process.specs[0]
    assert workspace.resolve(path).template is None
    make(top, {"slep_template.rst": template})
    assert workspace.resolve(path).template is not None
    (top / "slep_template.rst").unlink()
    assert workspace.resolve(path).template is None


def test_doctor_names_the_marks(tmp_path: Path) -> None:
    """The report says by which files a repository was recognised."""
    top = make(tmp_path / "copy", PROCESSES["REP"].files())
    assert "recognised by what lies in it: rep-0012.rst" in run("doctor", ".", cwd=top).stdout.decode()


@needs_corpus
@pytest.mark.parametrize(
    ("name", "pattern", "count"),
    [
        ("deps", "*/*.rst", 23),
        ("matplotlib", "doc/devel/MEP/MEP*.rst", 18),
        ("numpy", "doc/neps/nep-0*.rst", 56),
        ("peps", "peps/pep-*.rst", 151),
    ],
)
def test_real_processes_under_another_name(tmp_path: Path, name: str, pattern: str, count: int) -> None:
    """Of real repositories all proposals are specs, and no other file is."""
    top = tmp_path / "another-name"
    top.symlink_to(CORPUS / name)
    workspace = Workspace(top)
    served = [path for path in workspace.walk(top) if workspace.resolve(path).template is not None]
    assert len(served) == count
    assert {path.relative_to(top) for path in served} == {path.relative_to(top) for path in top.glob(pattern)}
