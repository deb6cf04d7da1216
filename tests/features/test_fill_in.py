"""Filling in an empty document."""

from hypothesis import given, settings

from spec_ls.checks.proof import is_proven
from spec_ls.features.fill_in import fill_in
from spec_ls.model.document import parse
from spec_ls.model.template import read_template
from spec_ls.spec import compare
from spec_ls.text import Text

from .specs import TEXTS


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_only_what_is_proven_is_written(template):
    """Any text is a template, and of a bad one nothing is written rather than something that does harm."""
    spec = compare(parse(Text.of("")), read_template(template, origin="template.rst"))
    fix = fill_in(spec)
    assert fix is None or is_proven(spec, fix)
