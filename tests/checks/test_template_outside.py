"""template-outside: a comment that names a template elsewhere."""

from __future__ import annotations

import pytest

from checks.marked import check, look
from checks.templates import FLAT, named
from spec_ls.config import Config
from spec_ls.findings import Severity

CODE = "template-outside"
REFUSED = Config(select=frozenset({CODE}), refused_template="../../x.rst")
COMMENT = ".. spec-ls: template=../../x.rst"


@pytest.mark.parametrize(
    "text",
    [
        f"«{COMMENT}»({CODE})\n\nText.\n",
        f"Lights\n======\n\n«..  spec-ls: template=../../x.rst»({CODE})  \n    With more words.\n",
        f"«{COMMENT}»({CODE})\r\n\r\n{COMMENT}\r\n",
        ".. spec-ls: template=../x.rst\n",
        f".. spec-ls: template=nova\n\n{COMMENT}\n",
        f"Text that says {COMMENT}\n",
        "",
    ],
)
def test_where_it_is(text):
    """It is at the first comment that chooses a template, if that is the one that was refused."""
    check(text, named(FLAT), config=REFUSED)


def test_nothing_is_found_where_nothing_was_refused():
    """Whether a file lies outside is not read from its name."""
    check(f"{COMMENT}\n", named(FLAT), config=Config(select=frozenset({CODE})))


def test_it_is_a_warning_without_a_fix():
    """Where the template is meant to be is for the author to say."""
    case = look(f"{COMMENT}\n", named(FLAT), config=REFUSED)
    assert case.one(CODE).severity is Severity.WARNING
    assert case.one(CODE).message.startswith('the template "../../x.rst" is not read: ')
    assert case.fixes(CODE) == ()
