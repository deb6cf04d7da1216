"""The built-in templates: their sections as docutils and spec-ls see them, and what each of them says."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from trees import CORPUS, needs_corpus

from spec_ls.checks.run import check
from spec_ls.model.document import parse
from spec_ls.model.feedback_stop import SENTENCE
from spec_ls.model.slot import Slot
from spec_ls.model.template import Template, read_template
from spec_ls.spec import compare
from spec_ls.workspace.templates import TemplateCache, builtin_names

SEEDS = CORPUS.parent / "seeds"

SECTIONS = {
    "rally": """
        Problem description
        Proposed change
          Alternatives
        Implementation
          Assignee(s)
          Work Items
        Dependencies
    """,
    "nova-blueprint": """
        Detailed problem description
        Proposed change
        Dependencies
        Implementation
        Alternative implementations
        Testing
        Documentation impact
    """,
    "diskimage-builder": """
        Problem description
          Use Cases
        Proposed change
          Alternatives
          API impact
          Security impact
          Other end user impact
          Performance Impact
        Implementation
          Assignee(s)
          Work Items
        Dependencies
        Testing
        Documentation Impact
        References
    """,
    "nova": """
        Problem description
          Use Cases
        Proposed change
          Alternatives
          Data model impact
          REST API impact
          Security impact
          Notifications impact
          Other end user impact
          Performance Impact
          Other deployer impact
          Developer impact
          Upgrade impact
        Implementation
          Assignee(s)
          Feature Liaison
          Work Items
        Dependencies
        Testing
        Documentation Impact
        References
        History
    """,
}
OPTIONAL = {
    "rally": ["Alternatives"],
    "nova-blueprint": [],
    "diskimage-builder": [],
    "nova": ["Feature Liaison", "History"],
}

each_name = pytest.mark.parametrize("name", SECTIONS)


class Row(NamedTuple):
    """A section: how deep it is, 1 outermost, and its title."""

    level: int
    title: str


def expected(name: str) -> list[Row]:
    lines = [line.removeprefix(" " * 8) for line in SECTIONS[name].strip("\n").splitlines()]
    return [Row(1 + line.startswith(" "), line.strip()) for line in lines if line.strip()]


def template(name: str) -> Template:
    found, problems = TemplateCache().get(f"builtin:{name}")
    assert problems == ()
    return found


def source(name: str) -> str:
    return str(template(name).text)


def slots(found: Template) -> list[Row]:
    return [Row(slot.level, slot.title) for slot in found.walk()]


def slot(name: str, title: str) -> Slot:
    return next(slot for slot in template(name).walk() if slot.title == title)


def doctree(text: str) -> tuple[nodes.document, str]:
    """The document that docutils makes of a text, and its messages of level 2 or more."""
    messages = io.StringIO()
    settings = {"report_level": 2, "halt_level": 5, "warning_stream": messages, "_disable_config": True}
    return publish_doctree(text, settings_overrides=settings), messages.getvalue()


def sections(parent: nodes.Element, level: int = 1) -> list[Row]:
    rows = []
    for child in parent.children:
        if isinstance(child, nodes.section):
            rows += [Row(level, child[0].astext()), *sections(child, level + 1)]
    return rows


def test_these_four_are_built_in():
    """No other template comes along."""
    assert builtin_names() == set(SECTIONS)


@each_name
def test_docutils_has_nothing_to_say(name):
    """A template uses plain reStructuredText, without warnings."""
    assert doctree(source(name))[1] == ""


@each_name
def test_docutils_sees_the_sections(name):
    """Titles, levels and order are those of the template's project."""
    document, _ = doctree(source(name))
    rows = sections(document)
    if name == "nova-blueprint":  # the text before the title keeps it from being promoted
        assert "title" not in document
        assert rows[0] == Row(1, "The title of your blueprint")
        rows = [Row(row.level - 1, row.title) for row in rows[1:]]
    else:
        assert re.match("Example spec - the title of your (blueprint|spec)", document["title"])
    assert rows == expected(name)


@each_name
def test_slots_are_the_sections(name):
    """spec-ls reads from a template what docutils sees in it."""
    found = template(name)
    assert slots(found) == expected(name)
    assert found.framed == (name == "nova-blueprint")
    assert found.problems == ()


@each_name
def test_what_may_be_left_out(name):
    """Only the sections whose guidance calls them optional may be left out."""
    assert [slot.title for slot in template(name).walk() if not slot.required] == OPTIONAL[name]


@needs_corpus
@pytest.mark.parametrize("name", ["rally", "nova-blueprint", "diskimage-builder"])
def test_slots_are_those_of_the_first_templates(name):
    """The sections are those of the template that the project itself started from."""
    path = SEEDS / f"{name}.rst"
    assert slots(template(name)) == slots(read_template(path.read_text("utf-8"), path))


@needs_corpus
def test_nova_is_that_of_the_newest_release():
    """The template for nova has the sections of nova's newest one, and lets the same be left out."""
    path = CORPUS / "nova-specs" / "specs" / "2027.1-template.rst"
    newest = read_template(path.read_text("utf-8"), path)
    assert slots(template("nova")) == slots(newest)
    assert [slot.title for slot in newest.walk() if not slot.required] == OPTIONAL["nova"]


@each_name
def test_adornments(name):
    """The title stands between lines of ``=``, sections have ``=`` below and subsections ``-``."""
    found = template(name)
    assert found.title_style == "=="
    assert {(slot.level, slot.style) for slot in found.walk()} <= {(1, "="), (2, "-")}


@each_name
def test_every_section_has_guidance(name):
    """A heading alone is only where subsections say what is wanted."""
    assert [slot.title for slot in template(name).walk() if not slot.guidance] in ([], ["Implementation"])


@each_name
def test_the_rules(name):
    """Each says how wide lines are, what to write in an idle section, how to name the file and to draw."""
    words = " ".join(source(name).split())
    assert "wrap lines at 79 columns" in words
    assert re.search("[Dd]elete no section[.;] [Ww]here you have nothing to say, write: None", words)
    assert re.search(r"Name the file after its blueprint: .*/\+spec/example goes into example\.rst", words)
    assert re.search("[Dd]raw diagrams in ASCII", words)


@each_name
def test_lines_keep_to_the_limit(name):
    """A template follows its own rules, and a spec that is made from it starts without long lines."""
    assert max(len(line) for line in source(name).splitlines()) <= 79


@each_name
def test_assignees_are_placeholders(name):
    """Who does it is asked for under Implementation, with a place to put each name."""
    guidance = slot(name, "Implementation" if name == "nova-blueprint" else "Assignee(s)").guidance
    document, _ = doctree(guidance)
    entries = {
        entry[0].astext(): entry[1].astext().strip() for entry in document.findall(nodes.definition_list_item)
    }
    placeholder = "<launchpad-id or None>"
    assert entries == {"Primary assignee:": placeholder, "Other contributors:": placeholder}


@each_name
def test_licence(name):
    """Three carry the Creative Commons notice in a comment, the early form an Apache notice to be read."""
    document, _ = doctree(source(name))
    first = next(child for child in document.children if not isinstance(child, nodes.title))
    if name == "nova-blueprint":
        assert isinstance(first, nodes.literal_block)
        assert "Licensed under the Apache License, Version 2.0" in first.astext()
        assert "delete this paragraph" in document[1].astext()
    else:
        assert isinstance(first, nodes.comment)
        assert "Creative Commons Attribution 3.0" in first.astext()


@pytest.mark.parametrize(
    ("name", "offers"), [(name, name in ("nova", "diskimage-builder")) for name in SECTIONS]
)
def test_stopping_early(name, offers):
    """Two let an author stop after the proposed change, with a sentence that is never a paragraph there."""
    assert template(name).offers_stop == offers
    document, _ = doctree(source(name))
    assert SENTENCE not in {one.astext().rstrip(".") for one in document.findall(nodes.paragraph)}
    if offers:
        assert SENTENCE + "." in slot(name, "Proposed change").guidance


@each_name
def test_a_copy_lacks_nothing(name):
    """A spec that starts as a copy of its template has all but its author's own words."""
    found = template(name)
    checked = check(compare(parse(found.text), found, path=Path("example.rst")))
    assert {finding.code for finding in checked.findings} == {
        *("leftover-guidance", "leftover-placeholder", "placeholder-title"),
    }
