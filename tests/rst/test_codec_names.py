"""Names of encodings in the options of directives."""

from __future__ import annotations

import codecs
import encodings
import pkgutil
import sys
from encodings import aliases

import pytest

from spec_ls.model.document import parse
from spec_ls.rst.codec_names import is_codec
from spec_ls.rst.syntax.messages import messages
from spec_ls.text import Text

MODULES = sorted(
    module.name
    for module in pkgutil.iter_modules(encodings.__path__)
    if module.name not in ("aliases", "mbcs", "oem")
)


@pytest.mark.parametrize(
    "name", [*MODULES, *sorted(aliases.aliases), "UTF-8", "Latin 1", "iso8859.1", "bait", "", "é"]
)
def test_a_name_is_known_where_python_knows_it(name: str) -> None:
    """The answer is that of ``codecs.lookup``, which looks for a module."""
    try:
        codecs.lookup(name)
        known = True
    except LookupError:
        known = sys.platform != "win32" and aliases.aliases.get(name) == "mbcs"  # of Windows, known by name
    assert is_codec(name) == known


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("latin-1", None),
        ("made_up_by_a_document", 'unknown encoding: "made_up_by_a_document"'),
        ("", "encoding"),
    ],
)
def test_no_module_is_looked_for(name: str, words: str | None) -> None:
    """A name that a document makes up is no reason to import anything, and docutils' message is the same."""
    document = parse(Text.of(f".. csv-table::\n   :encoding: {name}\n\n   a, b\n"))
    found = [message.problem.text for message in messages(document.blocks, document.tree).found]
    assert len(found) == (words is not None)
    assert all(words in text for text in found)
    assert not any("made_up" in looked_for for looked_for in encodings._cache)  # what Python has looked for
