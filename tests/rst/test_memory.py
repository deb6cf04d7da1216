"""What docutils makes of a text is let go: else it counts as kept state, and stays as long as the process."""

from __future__ import annotations

import gc

from docutils import nodes

from spec_ls.model.document import parse
from spec_ls.rst.syntax.messages import messages
from spec_ls.rst.syntax.references import resolve
from spec_ls.text import Text

TEXT = """\
Title
=====

Some *text, a `reference`_, a |substitution| and :unknown:`role`.

:field: 1. one

        2. *two

           - three

             | ``four``

+------------------+-----+
| .. note:: `five` | [1]_|
+------------------+-----+

.. list-table::

   * - a
     - *b

.. note::

   x
   -

.. |substitution| replace:: |other| `text`_

.. [1] A footnote.
"""


def test_no_document_of_docutils_stays() -> None:
    """Neither a document, nor a part of one, is held by what serves for the next text."""
    before = _nodes()  # what other tests have left
    document = parse(Text.of(TEXT))
    assert len(messages(document.blocks, document.tree).found) > 5
    assert len(_nodes()) > len(before), "the blocks know no names"
    del document
    resolve.cache_clear()  # it keeps the names of a few groups, and no document
    gc.collect()
    known = set(map(id, before))
    assert [node for node in _nodes() if id(node) not in known] == []


def _nodes() -> list[nodes.Node]:
    return [one for one in gc.get_objects() if isinstance(one, nodes.Node)]
