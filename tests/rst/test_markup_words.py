"""The words about directives and roles, beside docutils' own registry."""

import pytest
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser, directives
from docutils.parsers.rst.languages import en
from docutils.utils import new_document

from spec_ls.rst.directive_words import DIRECTIVE_WORDS, OF_DOCUTILS
from spec_ls.rst.role_words import ROLE_WORDS
from spec_ls.rst.sphinx import known_roles
from spec_ls.rst.sphinx_names import SPHINX

_NEWER = {"csv-table": {"align", "class", "name"}}


def directive(name):
    """docutils' class of a directive."""
    found, _ = directives.directive(name, en, new_document("", get_default_settings(Parser)))
    return found


@pytest.mark.parametrize("name", sorted(OF_DOCUTILS))
def test_directives_take_what_docutils_lets_them_take(name):
    """Options, an argument, content."""
    words, found = DIRECTIVE_WORDS[name], directive(name)
    missing = set(found.option_spec or {}) - set(words.options)
    unknown = set(words.options) - set(found.option_spec or {})
    assert missing == set()
    assert unknown <= {"loading", "figname", "width"}  # newer than docutils 0.21
    if name in ("date", "role", "class"):
        return  # docutils reads their argument as content, or both
    has_argument = bool(found.required_arguments or found.optional_arguments)
    assert bool(words.argument) is has_argument
    assert words.argument.startswith("[") is (has_argument and not found.required_arguments)
    assert bool(words.content) is found.has_content


def test_all_directives_of_docutils_have_words():
    """But for those that are for tests."""
    names = {name for name in directives._directive_registry if not name.startswith("restructuredtext-test")}
    assert names == OF_DOCUTILS


def test_other_directives_and_all_roles_are_known_to_sphinx():
    """Each name is one that no document gets a message about."""
    others = {name for name in DIRECTIVE_WORDS if name not in OF_DOCUTILS}
    diagrams = {"actdiag", "blockdiag", "mermaid", "nwdiag", "seqdiag", "uml"}
    assert others - diagrams <= SPHINX.directives
    assert set(ROLE_WORDS) <= known_roles()
