"""The checks of a header's fields: which lines they are about, what they say, and what puts it right."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.marked import check, look, unmarked
from checks.templates import named
from spec_ls.config import Config
from spec_ls.field_rules import FieldDemand, FieldRule, HeaderRules
from spec_ls.findings import Safety
from spec_ls.model.process_headers import ProcessHeaders

NAMES = ("Author", "Status", "Type", "Created")
RULES = HeaderRules(
    fields=(
        *(FieldRule(name, required=FieldDemand.USE) for name in NAMES[:-1]),
        FieldRule("Created", aliases=("Date",), required=FieldDemand.USE),
        FieldRule("Superseded-By", answered_by="Replaces"),
    )
)
CONFIG = Config(header=RULES)


def with_header(header: str) -> str:
    return f"=======\nMy spec\n=======\n\n{header}\nAbstract\n--------\n\nText.\n"


TEMPLATE = named(
    with_header("".join(f":{name}: <{name.lower()}>\n" for name in NAMES)).replace("My spec", "Example")
)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        # in front of one that it belongs behind
        (":«Created»(misordered-field): 2024-01-02\n:Author: A\n:Status: Draft\n:Type: B\n",
         '"Created" should come after "Type"'),
        # behind one that it belongs in front of, under the name that stands there
        (":Author: A\n:Status: Draft\n:Date: 2024-01-02\n:«Type»(misordered-field): B\n",
         '"Type" should come before "Date"'),
        # several of which the same is to be said, at the first
        (":Type: B\n:Created: 2024-01-02\n:«Author»(misordered-field): A\n:Status: Draft\n",
         '"Author" and "Status" should come before "Type"'),
        # several, each with a neighbour of its own
        (":Status: Draft\n:«Author»(misordered-field): A\n:Created: 2024-01-02\n:Type: B\n",
         '"Author" should come before "Status", "Type" should come before "Created"'),
    ],
)  # fmt: skip
def test_misordered_fields(header, message):
    """A message names a field that stays, on whose other side those stand now that it is about."""
    case = check(with_header(header), TEMPLATE, config=CONFIG)
    assert case.one("misordered-field").message == message


@pytest.mark.parametrize(("count", "more"), [(4, ""), (5, ", and 1 more"), (6, ", and 2 more")])
def test_many_misordered_fields(count, more):
    """Three are named, and the others counted."""
    names = ["One", "Two", "Three", "Four", "Five", "Six"][:count]
    config = Config(header=HeaderRules(fields=tuple(map(FieldRule, names))))
    header = "".join(f":{name}: x\n" for name in reversed(names))
    case = look(with_header(header), TEMPLATE, config=config)
    named_ones = [f'"{name}"' for name in reversed(names[:-1])][:3]
    start = f"{', '.join(named_ones[:-1])} and {named_ones[-1]} should come"
    message = case.one("misordered-field").message
    assert message.startswith(start)
    assert message.partition(f'"{names[-1]}"')[2] == more


def test_people_with_dates_of_their_own():
    """Where fields of others stand between those of a slot that takes several, the slot has no place."""
    fields = tuple(FieldRule(name, many=name in ("Author", "Created")) for name in NAMES)
    pairs = ":Author: A\n:Created: 2024-01-02\n:Author: B\n:Created: 2024-01-03\n"
    config = Config(header=HeaderRules(fields=fields))
    check(with_header(pairs + ":Status: Draft\n:Type: B\n"), TEMPLATE, config=config)
    check(with_header(pairs + ":Type: B\n:«Status»(misordered-field): Draft\n"), TEMPLATE, config=config)


def test_an_order_that_a_rename_does_not_restore():
    """That other fields are named in the message once a name is put right makes no consequence of it."""
    header = (
        ":Type: B\n:«Autor»(misnamed-field): A\n:Created: 2024-01-02\n:«Status»(misordered-field): Draft\n"
    )
    case = check(with_header(header), TEMPLATE, config=CONFIG, shown=True)
    assert case.one("misordered-field").message == '"Status" should come before "Type"'


@pytest.mark.parametrize(
    ("header", "message", "fixed"),
    [
        ("«Author»(missing-field): Ada\nStatus: Draft\nType: B\nCreated: 2024-01-02\n",
         'the header is written as "Author: ...", in the template as ":Author: ..."',
         ":Author: Ada\n:Status: Draft\n:Type: B\n:Created: 2024-01-02\n"),
        ("* «Status»(missing-field): Draft\n* Type: B\n",
         'the header is written as "* Status: ...", in the template as ":Status: ..."; missing: Author, Created',
         ":Status: Draft\n:Type: B\n"),
        ("- «Status»(missing-field): Draft\n- Type: B\n",
         'the header is written as "- Status: ...", in the template as ":Status: ..."; missing: Author, Created',
         ":Status: Draft\n:Type: B\n"),
        # the values of a table, and those in several lines, are for the author to move
        ("====== =====\n«Author»(missing-field) Ada\nStatus Draft\nType   B\n====== =====\n",
         "the header is not written as in the template; missing: Created", None),
        ("«Author»(missing-field): Ada,\nBob\nStatus: Draft\nType: B\nCreated: 2024-01-02\n",
         'the header is written as "Author: ...", in the template as ":Author: ..."', None),
    ],
)  # fmt: skip
def test_a_header_in_another_markup(header, message, fixed):
    """Fields that stand there in another markup are not missing; no fix writes them a second time."""
    case = check(with_header(header), TEMPLATE, config=CONFIG)
    assert case.one("missing-field").message == message
    offered = case.fixes("missing-field")
    assert [fix.safety for fix in offered] == ([Safety.UNSAFE] if fixed else [])
    if fixed:
        assert case.applied(offered[0]) == with_header(fixed)


def test_a_field_of_which_nobody_knows_how_often_it_may_be_there():
    """A template alone does not say that one author is all; the same one twice is a slip all the same."""
    header = ":Author: A\n:{}: {}\n:Status: Draft\n:Type: B\n:Created: 2024-01-02\n"
    check(with_header(header.format("Author", "B")), TEMPLATE)
    check(with_header(header.format("«Author»(duplicate-field)", "A")), TEMPLATE)
    check(with_header(header.format("«Author»(duplicate-field)", "B")), TEMPLATE, config=CONFIG)


def test_no_header_at_all():
    """Where there are no fields in any markup, the finding lists them and the fix inserts them."""
    case = check(
        with_header("Some text.\n").replace("My spec", "«My spec»(missing-field)"), TEMPLATE, config=CONFIG
    )
    assert case.one("missing-field").message == "the header is missing: Author, Status, Type, Created"
    assert [fix.title for fix in case.fixes("missing-field")] == ["Insert the header"]


@pytest.mark.parametrize(
    ("answer", "marked"), [("7", "12"), ("6, 7", "12"), ("8", "«12»(one-sided-reference)")]
)
def test_a_one_sided_reference(answer, marked):
    """It names the other document, and the field in which that does not name this one."""
    header = f":Author: A\n:Status: Draft\n:Type: B\n:Created: 2024-01-02\n:Superseded-By: {marked}\n"
    text, wanted = unmarked(with_header(header))
    headers = ProcessHeaders({12: {"Replaces": answer}})
    case = look(text, TEMPLATE, Path("docs/7.rst"), CONFIG, headers)
    says = {(finding.range, finding.code): finding.message for finding in case.findings}
    assert says == dict.fromkeys(wanted, 'document 12 does not name 7 in "Replaces"')


@pytest.mark.parametrize(
    ("value", "others", "gated", "messages"),
    [
        ("12", {12: {"Status": "Final"}}, False, []),
        ("12", {12: {"Status": "Draft"}}, False, ['the Status of document 12 is not "Final"']),
        ("12, 13", {12: {}, 13: {"Status": "Final"}}, False, ['the Status of document 12 is not "Final"']),
        ("12", {}, False, []),
        ("12", {}, True, ["there is no document with the number 12"]),
        ("the next one", {}, False, ['"Replaces" names no number']),
    ],
)
def test_the_status_of_a_document_that_is_named(value, others, gated, messages):
    """A process may want a status of it; that there is no such document is certain to a gate alone."""
    reference = FieldRule(
        "Replaces", required_with=("Draft",), answered_by="Superseded-By", answer_status="Final"
    )
    gate = frozenset({"one-sided-reference"} if gated else ())
    config = Config(header=HeaderRules(fields=(*RULES.fields[:-1], reference), status="Status"), gate=gate)
    header = f":Author: A\n:Status: Draft\n:Type: B\n:Created: 2024-01-02\n:Replaces: {value}\n"
    case = look(with_header(header), TEMPLATE, Path("docs/7.rst"), config, ProcessHeaders(others))
    assert [one.message for one in case.findings if one.code == "one-sided-reference"] == messages
