"""Templates that nothing names: documents around a path are written after a file that is named like one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from trees import make, run

from spec_ls.checks.run import check
from spec_ls.doctor.report import resolution_sentence
from spec_ls.field_rules import HeaderKind
from spec_ls.findings import Severity
from spec_ls.model.document import parse
from spec_ls.model.document_form import form_of
from spec_ls.spec import compare
from spec_ls.text import Text
from spec_ls.workspace import Resolution, Rule, Workspace, hints_of
from spec_ls.workspace.file_snapshots import FileSnapshots

Files = dict[str, str]
CODES = {"missing-section", "duplicate-field"}
REPOSITORY = {".git/HEAD": ""}
TITLE = "=====\nTopic\n=====\n\n"
NAMES = ("Author", "Status", "Type", "Created")
HEADERS: Mapping[HeaderKind, str] = {
    HeaderKind.PREAMBLE: "".join(f"{name}: of it\n" for name in ("Number", "Title", *NAMES)) + "\n",
    HeaderKind.FIELDS: TITLE + "".join(f":{name}: of it\n" for name in NAMES) + "\n",
    HeaderKind.DIRECTIVES: TITLE + "".join(f".. our-{name.lower()}:: of it\n" for name in NAMES) + "\n",
    HeaderKind.BULLETS: TITLE + "".join(f"* {name}: of it\n" for name in NAMES) + "\n",
    HeaderKind.LINES: TITLE + "".join(f"{name.lower()}: of it\n\n" for name in NAMES),
    HeaderKind.TABLE: TITLE
    + "+----------+----------+\n"
    + "".join(f"| {name:<8} | of it    |\n+----------+----------+\n" for name in NAMES)
    + "\n",
    HeaderKind.STATUS_SECTION: f"{TITLE}Status\n======\n\n**Discussion**\n\n",
}
SECTIONS = ("Abstract", "Motivation", "Specification", "Alternatives")


def sections(*titles: str) -> str:
    """The text of some top sections."""
    return "\n".join(f"{title}\n{'=' * len(title)}\n\nText of {title}.\n" for title in titles)


TEMPLATE = HEADERS[HeaderKind.FIELDS] + sections(*SECTIONS)
OTHER = TITLE + sections("Installing", "Using", "Asking") + "\n"
REDIRECT = "This document was moved to https://example.org/1.\n"


def numbered(pattern: str, count: int, content: str = TEMPLATE) -> Files:
    """Documents with numbers from 1 in their names."""
    return {pattern.format(number): content for number in range(1, count + 1)}


def resolved(top: Path, path: str) -> Resolution:
    """The resolution of a path."""
    return Workspace(top).resolve(top / path)


def served_by(top: Path, path: str) -> str | None:
    """The template that serves a path by evidence; None if there is none."""
    found = resolved(top, path)
    if found.template is None:
        return None
    assert found.reason.rule is Rule.EVIDENCE
    assert isinstance(found.template.origin, Path)
    return found.template.origin.relative_to(top).as_posix()


@pytest.mark.parametrize("kind", HEADERS)
def test_each_kind_of_header(tmp_path: Path, kind: HeaderKind) -> None:
    """Documents are served whose header is written after the template's, and so is a new, empty file."""
    header = HEADERS[kind]
    titles = SECTIONS if kind is HeaderKind.STATUS_SECTION else ("Results", "Remarks", "Notes")
    files = numbered("papers/abc-{:04}.rst", 5, header + sections(*titles))
    pages = {f"papers/{name}.rst": OTHER for name in ("README", "index", "overview", "contributing")}
    new = {"papers/abc-0006.rst": "", "papers/abc-0007.rst": REDIRECT}
    template = {"papers/abc-template.rst": header + sections(*SECTIONS)}
    make(tmp_path, {**REPOSITORY, **files, **pages, **new, **template})
    assert {name: served_by(tmp_path, name) for name in files} == dict.fromkeys(files, *template)
    assert served_by(tmp_path, "papers/abc-0006.rst") == "papers/abc-template.rst"
    assert served_by(tmp_path, "papers/abc-0099.rst") == "papers/abc-template.rst", "no file yet"
    others = [*pages, *template, "papers/abc-0007.rst", "papers/draft.rst"]
    assert {name: served_by(tmp_path, name) for name in others} == dict.fromkeys(others)
    assert resolved(tmp_path, *template).reason.rule is Rule.TEMPLATE


BESIDE = numbered("docs/papers/{}-topic.rst", 4)
ONE_A_FOLDER = numbered("p{:03}/proposal.rst", 6)
STATES = {f"{state}/{number}-x.rst": TEMPLATE for state in ("accepted", "draft") for number in range(4)}
SAMPLE = TEMPLATE.replace("Topic", "Sample proposal template").replace("=====\n", "=" * 24 + "\n", 2)
PLACES: list[tuple[Files, str, str | None]] = [
    (BESIDE | {"docs/papers/template.rst": TEMPLATE}, "docs/papers/2-topic.rst", "docs/papers/template.rst"),
    (BESIDE | {"docs/papers/0000-template.rst": TEMPLATE}, "docs/papers/2-topic.rst", "docs/papers/0000-template.rst"),
    (BESIDE | {"docs/papers/n/ab-NNNN.rst": TEMPLATE}, "docs/papers/2-topic.rst", "docs/papers/n/ab-NNNN.rst"),
    (BESIDE | {"docs/templates/paper.rst": TEMPLATE}, "docs/papers/2-topic.rst", None),
    (BESIDE | {"docs/templates/template.rst": TEMPLATE}, "docs/papers/2-topic.rst", "docs/templates/template.rst"),
    (BESIDE | {"skeletons/skeleton.rst": TEMPLATE}, "docs/papers/2-topic.rst", "skeletons/skeleton.rst"),
    (BESIDE | {"tools/template.rst": TEMPLATE}, "docs/papers/2-topic.rst", None),
    (BESIDE | {"docs/papers/template.md": "# Title\n"}, "docs/papers/2-topic.rst", None),
    (BESIDE | {"docs/papers/notes.rst": TEMPLATE}, "docs/papers/2-topic.rst", None),
    (BESIDE | {"docs/papers/release_template.rst": OTHER}, "docs/papers/2-topic.rst", None),
    (STATES | {"template.rst": TEMPLATE}, "draft/1-x.rst", "template.rst"),
    (STATES | {"template.rst": TEMPLATE, "late/9-x.rst": TEMPLATE}, "late/9-x.rst", "template.rst"),
    (ONE_A_FOLDER | {"p_template.rst": TEMPLATE}, "p003/proposal.rst", "p_template.rst"),
    (ONE_A_FOLDER | {"p_template.rst": TEMPLATE, "p007/proposal.rst": ""}, "p007/proposal.rst", "p_template.rst"),
    (ONE_A_FOLDER | {"p_template.rst": TEMPLATE, "p003/more.rst": OTHER}, "p003/more.rst", None),
    (numbered("abc-{:04}.rst", 9) | {"abc-0012.rst": SAMPLE}, "abc-0003.rst", "abc-0012.rst"),
    (numbered("abc-{:04}.rst", 9) | {"abc-0012.rst": SAMPLE}, "abc-0012.rst", None),
    (numbered("{:04}-x.rst", 9) | {"0000-x.rst": TEMPLATE.replace("of it", "<who>")}, "0003-x.rst", "0000-x.rst"),
    (numbered("{:04}-x.rst", 9) | {"0000-x.rst": TEMPLATE}, "0003-x.rst", None),
    (numbered("1.0/{}.rst", 3) | {"1.0-template.rst": TEMPLATE}, "1.0/2.rst", "1.0-template.rst"),
    ({"1.0/a.rst": "", "1.0-template.rst": TEMPLATE}, "1.0/a.rst", None),
    (numbered("1.0/{}.rst", 3) | {"2.0-template.rst": TEMPLATE, "2.0/": ""}, "1.0/2.rst", None),
]  # fmt: skip


@pytest.mark.parametrize(("files", "path", "template"), PLACES)
def test_places_of_templates(tmp_path: Path, files: Files, path: str, template: str | None) -> None:
    """A template stands in the folder of its documents, above it, or in a folder right below one of these."""
    assert served_by(make(tmp_path, REPOSITORY | files), path) == template


@pytest.mark.parametrize(
    ("following", "others", "is_found"),
    [(2, 0, False), (3, 0, True), (3, 4, True), (3, 5, False), (4, 7, True), (4, 8, False), (31, 90, False)],
)
def test_how_many_follow(tmp_path: Path, following: int, others: int, is_found: bool) -> None:
    """Two other documents at least, and three of ten, have to be written after a template."""
    files = numbered("papers/x{}.rst", following) | numbered("papers/y{}.rst", others, OTHER)
    make(tmp_path, REPOSITORY | {"papers/template.rst": TEMPLATE} | files)
    assert (served_by(tmp_path, "papers/x1.rst") is not None) == is_found


def test_redirects_are_no_witnesses(tmp_path: Path) -> None:
    """Documents are found behind a long row of files that lead to other pages."""
    moved = {f"papers/{number:04}-x.rst": REDIRECT for number in range(1, 80)}
    files = {f"papers/{number:04}-x.rst": TEMPLATE for number in range(80, 200)}
    make(tmp_path, REPOSITORY | {"papers/0000-template.rst": TEMPLATE} | moved | files)
    assert served_by(tmp_path, "papers/0100-x.rst") == "papers/0000-template.rst"
    assert served_by(tmp_path, "papers/0001-x.rst") is None


def test_names_without_a_pattern(tmp_path: Path) -> None:
    """Where names are free, a new file is served beside documents nearly all of which follow the template."""
    files = {f"papers/{word}.rst": TEMPLATE for word in ("red", "green", "blue")}
    make(tmp_path, REPOSITORY | {"papers/template.rst": TEMPLATE, "papers/new.rst": ""} | files)
    assert served_by(tmp_path, "papers/new.rst") == "papers/template.rst"
    make(tmp_path, {f"papers/{word}.rst": OTHER for word in ("up", "down", "left")})
    assert served_by(tmp_path, "papers/new.rst") is None


def test_two_templates_with_equal_evidence(tmp_path: Path) -> None:
    """The nearer one serves, and doctor names both."""
    files = BESIDE | {"docs/template.rst": TEMPLATE, "docs/papers/ab-template.rst": TEMPLATE}
    make(tmp_path, REPOSITORY | files)
    assert served_by(tmp_path, "docs/papers/1-topic.rst") == "docs/papers/ab-template.rst"
    found = resolved(tmp_path, "docs/papers/1-topic.rst")
    evidence = found.evidence
    assert evidence is not None
    assert (evidence.witnesses, evidence.following) == (3, 3)
    assert evidence.others == (tmp_path / "docs/template.rst",)
    told = resolution_sentence(found, str)
    assert told.startswith("it is named like a template, and 3 of 3 documents around are written after it; ")
    assert told.endswith(str(tmp_path / "docs/template.rst"))
    found_json = run("doctor", "--json", "docs/papers/1-topic.rst", cwd=tmp_path).json["template"]
    assert (found_json["rule"], found_json["reason"][:28]) == ("evidence", told[:28])
    others = [(tmp_path / "docs/template.rst").as_posix()]
    assert found_json["evidence"] == {"documents": 3, "following": 3, "others": others}


def test_a_second_template_is_no_document(tmp_path: Path) -> None:
    """Of two templates side by side the one that serves none is no document, either, while it is not filled in."""
    unwritten = TEMPLATE.replace("of it", "<of it>")
    files = BESIDE | {
        "docs/papers/long-form-template.rst": unwritten,
        "docs/papers/on-one-template.rst": TEMPLATE,
    }
    make(tmp_path, REPOSITORY | files | {"docs/papers/short-form-template.rst": unwritten})
    assert served_by(tmp_path, "docs/papers/1-topic.rst") == "docs/papers/long-form-template.rst"
    assert resolved(tmp_path, "docs/papers/short-form-template.rst").reason.rule is Rule.TEMPLATE
    assert served_by(tmp_path, "docs/papers/on-one-template.rst") == "docs/papers/long-form-template.rst"


def test_doctor_on_a_numbered_template(tmp_path: Path) -> None:
    """It does not say that a numbered document is named like a template."""
    make(tmp_path, REPOSITORY | numbered("abc-{:04}.rst", 9) | {"abc-0012.rst": SAMPLE})
    told = resolution_sentence(resolved(tmp_path, "abc-0003.rst"), str)
    assert told == "by its title or number it is a template, and 8 of 8 documents around are written after it"


def test_nothing_is_an_error(tmp_path: Path) -> None:
    """A section that half of the documents have is missing for information; others and long lines are silent."""
    rare = TEMPLATE + "\nProofs\n======\n\nProve it.\n"
    short = (
        HEADERS[HeaderKind.FIELDS].replace("Status: of it", "Status: Draft")
        + sections("Abstract", "Motivation")
        + "\n"
        + "word " * 40
        + "\n"
    )
    files = numbered("papers/{}-x.rst", 5) | {"papers/9-x.rst": short, "papers/template.rst": rare}
    make(tmp_path, REPOSITORY | files)
    done = run("check", "--format", "json", "papers/9-x.rst", cwd=tmp_path)
    found = [(finding["severity"], finding["code"], finding["section"]) for finding in done.json]
    missing = [("information", "missing-section", [title]) for title in ("Specification", "Alternatives")]
    assert [finding for finding in found if finding[1] == "missing-section"] == missing
    assert {finding[0] for finding in found} <= {"warning", "information", "hint"}
    assert not [finding for finding in found if finding[1] == "line-too-long"]
    make(tmp_path, {"spec-ls.toml": "max-line-length = 100\n"})
    done = run("check", "--format", "json", "papers/9-x.rst", cwd=tmp_path)
    assert "line-too-long" in [finding["code"] for finding in done.json]
    assert done.status == 0


@pytest.mark.parametrize("kind", HEADERS)
def test_good_documents_are_silent(tmp_path: Path, kind: HeaderKind) -> None:
    """Nothing is said of documents as their template has them, whatever the markup of their header."""
    document = HEADERS[kind] + sections(*SECTIONS)
    template = document.replace("of it", "<who>").replace("Text of", "Write about")
    files = numbered("papers/abc-{:04}.rst", 5, document)
    make(tmp_path, REPOSITORY | files | {"papers/abc-template.rst": template})
    path = tmp_path / "papers/abc-0001.rst"
    found = Workspace(tmp_path).resolve(path)
    assert found.template is not None
    assert check(compare(parse(Text.of(document)), found.template, found.config, path)).findings == ()


REPEATED = TEMPLATE.replace(":Status:", ":Author: of them\n:Status:")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (REPEATED, set()),
        (REPEATED.replace("of them", "of it"), {"duplicate-field"}),
        (TEMPLATE.replace("Alternatives\n============", "Else\n====").replace("of it", "Final"), set()),
        (TEMPLATE.replace("Alternatives\n============", "Else\n====").replace("of it", "Draft"), {"missing-section"}),
        (TEMPLATE.replace("Alternatives\n============", "Else\n====").replace("of it", "<A | B>"), {"missing-section"}),
    ],
)  # fmt: skip
def test_what_a_template_alone_says(tmp_path: Path, text: str, codes: set[str]) -> None:
    """A field may have several values, and sections are missing while a document's status is open."""
    blank = TEMPLATE.replace("of it", "<who>").replace("Text of", "Write about")
    make(tmp_path, REPOSITORY | numbered("p/{}-x.rst", 6) | {"p/template.rst": blank})
    found = Workspace(tmp_path).resolve(tmp_path / "p/7-x.rst", Text.of(text))
    assert found.template is not None
    findings = check(
        compare(parse(Text.of(text)), found.template, found.config, tmp_path / "p/7-x.rst")
    ).findings
    assert {finding.code for finding in findings if finding.code in CODES} == codes
    assert not [finding for finding in findings if finding.severity is Severity.ERROR]


def test_outside_of_a_repository(tmp_path: Path) -> None:
    """A plain folder is searched as a repository is, and two folders above a document that lies elsewhere."""
    make(tmp_path, {"a/b/c/1-x.rst": TEMPLATE, "a/b/c/2-x.rst": TEMPLATE, "a/b/c/3-x.rst": TEMPLATE})
    make(tmp_path, {"a/template.rst": TEMPLATE, "elsewhere/": ""})
    for folder in (tmp_path, tmp_path / "elsewhere"):
        found = Workspace(folder).resolve(tmp_path / "a/b/c/1-x.rst")
        assert found.reason.rule is Rule.EVIDENCE
    make(tmp_path, {"a/b/c/d/1-x.rst": TEMPLATE, "a/b/c/d/2-x.rst": TEMPLATE, "a/b/c/d/3-x.rst": TEMPLATE})
    assert Workspace(tmp_path / "elsewhere").resolve(tmp_path / "a/b/c/d/1-x.rst").template is None


def test_settings_go_first(tmp_path: Path) -> None:
    """A rule of the settings excludes a document that evidence would serve."""
    make(tmp_path, REPOSITORY | BESIDE | {"docs/papers/template.rst": TEMPLATE})
    make(tmp_path, {"spec-ls.toml": '[[paths]]\npath = "docs/**"\nspec = false\n'})
    assert resolved(tmp_path, "docs/papers/1-topic.rst").reason.rule is Rule.EXCLUDED


CHANGES: Mapping[str, Files] = {
    "a nearer template": {"docs/papers/template.rst": TEMPLATE},
    "another template": {"docs/template.rst": TEMPLATE + "\nMore\n====\n\nText.\n"},
    "no template": {"docs/template.rst": OTHER},
    "other documents": numbered("docs/papers/{}-topic.rst", 4, OTHER),
    "more documents": numbered("docs/papers/y{}.rst", 30, OTHER),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(tmp_path: Path, change: str) -> None:
    """The next keystroke sees a file that comes or changes, and reads nothing while there is none."""
    make(tmp_path, REPOSITORY | BESIDE | {"docs/template.rst": TEMPLATE})
    workspace, path, hints = (
        Workspace(tmp_path),
        tmp_path / "docs/papers/1-topic.rst",
        hints_of(Text.of(TEMPLATE)),
    )
    first = workspace.resolve_again(path, hints)
    assert first.reason.rule is Rule.EVIDENCE
    assert workspace.resolve_again(path, hints) is first
    make(tmp_path, CHANGES[change])
    now, fresh = workspace.resolve_again(path, hints), Workspace(tmp_path).resolve(path)
    assert (now.template, now.evidence) == (fresh.template, fresh.evidence)
    assert (now.template, now.evidence) != (first.template, first.evidence)


def test_documentation_is_not_read(tmp_path: Path) -> None:
    """Without a file that is named like a template, no other document is touched."""
    make(tmp_path, REPOSITORY | numbered("docs/more-about-{}.rst", 300, OTHER))
    snapshots = FileSnapshots()
    with snapshots.recording():
        assert (
            Workspace(tmp_path).resolve(tmp_path / "docs/more-about-7.rst", Text.of(OTHER)).template is None
        )
    touched = {Path(path).name for path in paths_of(snapshots) if "/docs/more-about-" in path}
    assert touched <= {"more-about-7.rst"}


def test_few_documents_are_read(tmp_path: Path) -> None:
    """Of many documents 60 are witnesses, and large files are left out."""
    make(tmp_path, REPOSITORY | numbered("docs/{:04}-x.rst", 500) | {"docs/template.rst": TEMPLATE})
    make(tmp_path, {"docs/0001-x.rst": TEMPLATE + "More.\n" * 200_000})
    snapshots = FileSnapshots()
    with snapshots.recording():
        found = Workspace(tmp_path).resolve(tmp_path / "docs/0007-x.rst", Text.of(TEMPLATE))
    assert found.evidence is not None
    assert 50 < found.evidence.witnesses < 60
    assert len({path for path in paths_of(snapshots) if path.endswith(".rst")}) < 80


def paths_of(snapshots: FileSnapshots) -> list[str]:
    """The paths of recorded reads."""
    return [arguments[0] for _, arguments in snapshots._reads]


def test_forms_of_documents() -> None:
    """A heading or a header makes a document; a few words that lead elsewhere are none."""
    for header in HEADERS.values():
        assert not form_of(parse(Text.of(header))).is_empty
    assert form_of(parse(Text.of(REDIRECT))).is_redirect
    assert not form_of(parse(Text.of("Some words.\n"))).is_redirect
