"""Completion of paths of files, where the names in the folder are given."""

from pathlib import Path

import pytest

from spec_ls.features.path_completion import MOST_PATHS, complete_path, path_wanted
from spec_ls.model.document import parse
from spec_ls.model.linked_pages import LinkedPages
from spec_ls.text import Position, Text

HERE = Path("/docs/specs/here.rst")
FILES, FOLDERS = ("a.py", "here.rst", "it is.png", "plan.png", "rest.rst"), ("pictures",)


def pages():
    """A workspace whose ``conf.py`` is in ``/docs``."""
    return LinkedPages({}, frozenset({Path("/docs")}))


def completed(marked, files=FILES):
    """The folder that is asked for at ``$0``, and the texts after each candidate is taken, by label."""
    before, _, after = marked.partition("$0")
    text = Text.of(before + after)
    position = Position(before.count("\n"), len(before.rpartition("\n")[2]))
    wanted = path_wanted(parse(text), position, HERE, pages)
    if wanted is None:
        return None, {}
    found = complete_path(wanted, HERE, files, FOLDERS)
    return str(wanted.folder), {candidate.label: str(text.replace(candidate.edit)[0]) for candidate in found}


@pytest.mark.parametrize(
    ("marked", "folder", "label", "after"),
    [
        (".. image:: $0", "/docs/specs", "plan.png", ".. image:: plan.png"),
        (".. image:: pl$0\n   :alt: x", "/docs/specs", "plan.png", ".. image:: plan.png\n   :alt: x"),
        (".. |𝄞| image:: $0", "/docs/specs", "plan.png", ".. |𝄞| image:: plan.png"),
        (".. figure:: pic$0", "/docs/specs", "pictures/", ".. figure:: pictures/"),
        (".. figure:: ../img/p$0\r\n", "/docs/img", "plan.png", ".. figure:: ../img/plan.png\r\n"),
        ("* x\n\n  .. include:: /$0", "/docs", "rest.rst", "* x\n\n  .. include:: /rest.rst"),
        (".. literalinclude:: a/./b/$0", "/docs/specs/a/b", "a.py", ".. literalinclude:: a/./b/a.py"),
        (".. csv-table:: x\n   :file: $0", "/docs/specs", "a.py", ".. csv-table:: x\n   :file: a.py"),
        (".. raw:: html\n   :file: x/$0", "/docs/specs/x", "a.py", ".. raw:: html\n   :file: x/a.py"),
        ("😀 :download:`$0", "/docs/specs", "a.py", "😀 :download:`a.py`"),
        ("See :download:`it <x/$0>`.", "/docs/specs/x", "a.py", "See :download:`it <x/a.py>`."),
        ("See :download:`$0`.", "/docs/specs", "pictures/", "See :download:`pictures/`."),
        (".. _it: ../$0", "/docs", "rest.rst", ".. _it: ../rest.rst"),
        (".. _`it: 𝄞`: x/$0", "/docs/specs/x", "rest.rst", ".. _`it: 𝄞`: x/rest.rst"),
    ],
)
def test_a_path_is_completed_folder_by_folder(marked, folder, label, after):
    """The last part of the path is replaced, and a delimiter that stands there is not written again."""
    asked, found = completed(marked)
    assert asked == folder
    assert found.get(label) == after


@pytest.mark.parametrize(
    "marked",
    [
        "and/$0",
        ".. note:: a/$0",
        ".. image:: https://example.org/$0",
        ".. _it: $0",
        ".. _it: https://example.org/$0",
        ".. _it: /$0",
        "Code::\n\n   .. image:: a/$0\n",
        ".. csv-table:: x\n   :url: a/$0",
        "``:download:`a/$0``",
        ".. image:: a\0/$0",
    ],
)
def test_nothing_is_asked_for_where_no_path_stands(marked):
    """In prose, verbatim text and addresses no folder is looked at."""
    assert completed(marked) == (None, {})


def test_files_that_fit_the_directive_come_first():
    """Then folders, then others; never the document itself, nor a name that would be read as two."""
    assert list(completed(".. image:: $0")[1]) == ["plan.png", "pictures/", "a.py", "rest.rst"]
    assert list(completed(".. image:: A$0")[1]) == ["a.py", "plan.png", "pictures/", "rest.rst"]
    assert list(completed(".. include:: $0")[1]) == ["rest.rst", "pictures/", "a.py", "plan.png"]


def test_many_names_are_narrowed():
    """An answer has an end, and what is typed chooses."""
    many = [f"{number}.png" for number in range(1_000)]
    assert len(completed(".. image:: $0", many)[1]) == MOST_PATHS
    assert next(iter(completed(".. image:: 99$0", many)[1])) == "99.png"
