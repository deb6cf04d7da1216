"""Fixes of what stands before the first section, on specs that lack any of it in any way."""

from __future__ import annotations

from pathlib import Path

from checks import meaning
from checks.tracked import LICENCE, LINK, SECTIONS, TITLE, TRACKED
from edited import edited
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_ls.checks.run import check, fixes
from spec_ls.config import Config, LinkRule
from spec_ls.findings import Severity
from spec_ls.model.document import parse
from spec_ls.spec import compare
from spec_ls.text import Edit, Range, Text

CODES = frozenset({"missing-title", "missing-license", "missing-blueprint-url", "filename-mismatch"})
RULE = LinkRule(any_of=("https://bugs.example.org/",), named=(LINK.partition("dim")[0],), before="Problem")
CONFIGS = (Config(), Config(gate=CODES, link=RULE), Config(gate=CODES, link=RULE, covered=False))
PIECES = (
    LICENCE, "..\n Licensed under the Apache License.\n\n", "::\n\n  Copyright me\n\n", ".. spec-ls: disable=missing-title\n\n",
    TITLE, "Dim lights\n==========\n\n", "Dim lights\n==========\nText.\n\n", "Text.\n\n", "  Quoted.\n\n", "\n\n", "..\n\n",
    LINK, LINK.replace("dim", "bright"), "https://bugs.example.org/1\n\n", ".. _top:\n\n", "----\n\n", "Title\n=====",
    "\ufeff", SECTIONS, SECTIONS, SECTIONS.replace("=", "-"), ".. image:: x.png\n\n",
)  # fmt: skip
SPECS = st.tuples(
    st.lists(st.sampled_from(PIECES), max_size=7).map("".join), st.sampled_from(["\n", "\r\n", "\r"])
).map(lambda drawn: drawn[0].replace("\n", drawn[1]))
HERE = Path("specs/dim-lights.rst")


@given(SPECS, st.sampled_from(CONFIGS))
@settings(deadline=None, max_examples=250)
def test_a_fix_puts_right_and_loses_nothing(text: str, config: Config) -> None:
    """Each fix takes its finding away, and makes no new error and no new complaint of docutils."""
    spec = compare(parse(Text.of(text)), TRACKED, config, HERE)
    found = check(spec).findings
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    for finding in found:
        for fix in fixes(spec, finding) if finding.code in CODES else ():
            if fix.move_to is not None:
                assert fix.edits == ()
                continue
            now = spec.after(fix.edits)
            left = check(now).findings
            by_name = config.link is not None and finding.code == "missing-blueprint-url"
            assert by_name or finding.code not in {finding.code for finding in left}
            assert sum(finding.severity is Severity.ERROR for finding in left) <= errors or "\ufeff" in text
            assert meaning.complaints(str(now.text)) <= meaning.complaints(text)


@given(SPECS, st.lists(st.tuples(st.integers(0, 20), st.integers(0, 3), st.sampled_from(PIECES)), max_size=3))
@settings(deadline=None, max_examples=100)
def test_after_edits_the_findings_are_those_of_a_fresh_look(
    text: str, changes: list[tuple[int, int, str]]
) -> None:
    """What is found edit by edit is what is found in the text as it is then."""
    checked = check(compare(parse(Text.of(text)), TRACKED, CONFIGS[1], HERE))
    for line, height, new in changes:
        edit = Edit(Range.of(line, 0, line + height, 0), new)
        checked = check(edited(checked.spec, [edit]))
        fresh = check(compare(parse(checked.spec.text), TRACKED, CONFIGS[1], HERE))
        assert checked.findings == fresh.findings
