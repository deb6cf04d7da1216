"""In which surroundings the examples of a check are what it says: beside which template, in which file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from checks.marked import look
from checks.templates import named
from spec_ls.check import Check
from spec_ls.config import Config, RoleLink
from spec_ls.field_rules import FieldDemand, FieldRule, HeaderKind, HeaderRules
from spec_ls.findings import Finding
from spec_ls.model.process_headers import ProcessHeaders
from spec_ls.model.template import Template
from spec_ls.model.template_text import TemplateText
from spec_ls.spec import Spec

START = "Spec\n####\n\nFirst\n=====\n\nText.\n\n"
"""What makes sections of the examples: alone they might be titles."""

END = "\nFirst\n-----\n\nText.\n"
"""What stands behind examples of what stands before the first section."""

WHOLE = frozenset(
    {
        "byte-order-mark",
        "text-before-title",
        "missing-title",
        "missing-license",
        "missing-blueprint-url",
        "filename-mismatch",
    }
)
"""Checks whose examples begin as specs do."""

LEFT_OVER = frozenset({"leftover-guidance", "leftover-placeholder", "placeholder-title"})
"""Checks whose wrong example is what a template says; all others' templates are like the right one."""

OUTSIDE = "template-outside"
"""The check that is told which template is not read."""

HEADERS = frozenset(
    {
        "missing-field",
        "misnamed-field",
        "misordered-field",
        "duplicate-field",
        "invalid-value",
        "one-sided-reference",
    }
)
"""Checks whose examples are fields below a title."""

RULES = HeaderRules(
    kind=HeaderKind.FIELDS,
    fields=(
        FieldRule("Author"),
        FieldRule("Status", required=FieldDemand.USE, values=("Draft", "Superseded")),
        FieldRule("Type"),
        FieldRule("Created", date="yyyy-mm-dd"),
        FieldRule("Superseded-By", answered_by="Replaces"),
    ),
)
PREAMBLE = HeaderRules(kind=HeaderKind.PREAMBLE, fields=(FieldRule("PEP"), FieldRule("Title")))
TITLE_RULES = HeaderRules(kind=HeaderKind.FIELDS, title="Proposal {number} - .+")
ROLE_LINKS = (RoleLink("pep", ("proposals.example.org/",)),)

FILES = frozenset({"wrong-extension", "misplaced-file"})
"""Checks whose examples are names of files."""


@dataclass(frozen=True)
class Example:
    """What a check shows, and its findings there."""

    text: str
    findings: tuple[Finding, ...]
    spec: Spec


def example(check: Check, text: str) -> Example:
    """An example of a check with this check's findings in it."""
    config, path = Config(gate=frozenset({check.code})), Path("specs/slow-lists.rst")
    if check.code in FILES:
        path = Path(text.strip())
        config = replace(config, belongs_in=("approved", "implemented") if text == check.wrong else ())
        text = START
    if check.code == OUTSIDE:
        config = replace(config, refused_template=check.wrong.strip().partition("=")[2])
    headers = None
    if check.code in HEADERS:
        config, headers = replace(config, header=RULES), ProcessHeaders({11: {"Replaces": "7"}, 12: {}})
        path, text = Path("proposal-7.rst"), f"{START[:11]}{text}\n{START[11:]}"
    if check.code == "unknown-field":
        return _looked(check, text + "\n", replace(config, header=PREAMBLE), path)
    if check.code == "malformed-title":
        return _looked(check, text + END, replace(config, header=TITLE_RULES), Path("proposal-7.rst"))
    if check.code == "link-without-role":
        config = replace(config, role_links=ROLE_LINKS)
    text = text if check.code in HEADERS else _around(check, text)
    return _looked(check, text, config, path, headers)


def _looked(
    check: Check, text: str, config: Config, path: Path, headers: ProcessHeaders | None = None
) -> Example:
    case = look(text, _template(check), path, config, headers)
    return Example(text, tuple(found for found in case.findings if found.code == check.code), case.spec)


def _template(check: Check) -> Template:
    if check.code in LEFT_OVER:
        return named(_around(check, check.wrong).replace("Text.", "What is it about?"))
    return replace(named(_around(check, check.right)), title="Title", own_text=TemplateText())


def _around(check: Check, text: str) -> str:
    if check.code == "placeholder-title":
        return text
    return text + END if check.code in WHOLE else START + text
