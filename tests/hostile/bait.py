"""Documents that name files, hosts, modules and programs in every way that docutils and Sphinx have.

Every name in them holds ``bait``, and the files are there.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

HOST = "bait.invalid"

DIRECTIVES = (
    ".. include:: {name}.txt",
    ".. include:: {name}.txt\n   :literal:",
    ".. include:: {name}.txt\n   :code: python",
    ".. include:: {name}.txt\n   :parser: bait",
    ".. include:: {name}.txt\n   :encoding: bait",
    ".. include:: <bait.txt>",
    ".. include:: http://bait.invalid/bait.txt",
    ".. raw:: html\n   :file: {name}.html",
    ".. raw:: html\n   :url: http://bait.invalid/bait.html",
    ".. raw:: html\n   :url: file://{name}.html",
    ".. csv-table:: Table\n   :file: {name}.csv",
    ".. csv-table:: Table\n   :url: http://bait.invalid/bait.csv",
    ".. csv-table:: Table\n   :url: file://{name}.csv\n   :encoding: bait",
    ".. image:: {name}.png",
    ".. image:: {name}.png\n   :scale: 50\n   :target: {name}.txt",
    ".. image:: http://bait.invalid/bait.png\n   :loading: embed",
    ".. figure:: {name}.png\n   :figwidth: image\n\n   Caption",
    ".. figure:: file://{name}.png\n   :figwidth: image",
    ".. literalinclude:: {name}.py\n   :diff: {name}.txt",
    ".. code-block:: bait\n   :name: bait\n\n   import bait",
    ".. code:: bait\n   :number-lines:\n\n   import bait",
    ".. math::\n\n   \\input{{{name}.txt}} \\write18{{touch {name}.txt}}",
    ".. role:: bait(raw)\n   :format: html",
    ".. default-role:: bait",
    ".. toctree::\n   :glob:\n\n   bait*\n   {name}",
    ".. graphviz:: {name}.dot",
    ".. uml:: {name}.uml",
    ".. seqdiag:: {name}.diag",
    ".. blockdiag:: {name}.diag",
    ".. nwdiag::\n\n   {{ A [background = '{name}.png']; }}",
    ".. plot:: {name}.py",
    ".. program-output:: touch {name}",
    ".. command-output:: touch {name}",
    ".. exec::\n\n   open('{name}.txt')",
    ".. automodule:: bait\n   :members:",
    ".. autoclass:: bait.Bait",
    ".. automethod:: bait.Bait.bait",
    ".. autosummary::\n   :toctree: {name}\n\n   bait",
    ".. testcode::\n\n   import bait",
    ".. doctest::\n\n   >>> import bait",
    ".. jupyter-execute:: {name}.py",
    ".. ipython::\n\n   In [1]: import bait",
    ".. remote-include:: http://bait.invalid/bait.txt",
    ".. openapi:: {name}.yml",
    ".. show-options:: bait\n   :config-file: {name}.conf",
    ".. include-comment:: {name}.txt",
    ".. raw:: latex\n\n   \\input{{{name}.txt}}",
    ".. meta::\n   :http-equiv=refresh: 0; url=http://bait.invalid/bait",
    ".. |bait{number}| image:: {name}.png",
    ".. |bait{number}| replace:: :download:`{name}.txt`",
    ".. _bait{number}: {name}.txt",
    ".. _bait{number}: http://bait.invalid/bait",
    ".. spec-ls: template={name}.rst",
    ".. spec-ls: template=//bait.invalid/share/bait.rst",
    ".. bait: {name}",
    ":download:`{name}.txt` :math:`\\input{{{name}.txt}}` :doc:`{name}` :file:`{name}.txt`",
    "`bait <{name}.txt>`_ file://{name}.txt http://bait.invalid/bait bait@bait.invalid",
    ">>> import bait",
)
"""``{name}`` is a file without its suffix, ``{number}`` a number that is new each time."""

NESTINGS = {
    "nothing": "{}",
    "bullets": "- Item\n\n  {}",
    "numbers": "1. Item\n\n   {}",
    "definitions": "Term\n  {}",
    "fields": ":field: Text\n\n  {}",
    "options": "-a  Text\n\n    {}",
    "quotes": "Text\n\n   {}",
    "notes": ".. note::\n\n   {}",
    "footnotes": ".. [#] Text\n\n   {}",
    "citations": ".. [bait] Text\n\n   {}",
    "comments": "..\n   {}",
    "list tables": ".. list-table::\n\n   * - {}",
    "tables": "+{rule}+\n|{}|\n+{rule}+",
    "legends": ".. figure:: bait.png\n\n   Caption\n\n   {}",
    "topics": ".. topic:: Topic\n\n   {}",
    "parsed literals": ".. parsed-literal::\n\n   {}",
    "conditions": ".. only:: html\n\n   .. container:: bait\n\n      {}",
    "notes in bullets": "- Item\n\n  - Item\n\n    .. note::\n\n       {}",
    "literal blocks": "Text::\n\n   {}",
}

TITLE = "{bar}\n{title}\n{bar}\n\nProblem description\n===================\n\n"
SUFFIXES = ("txt", "html", "csv", "png", "py", "dot", "uml", "diag", "yml", "conf")


def documents(names: list[str]) -> dict[str, str]:
    """A document for each nesting, by its name, with all constructs; each names one file of ``names``."""
    return {
        key: _document(key, names[at % len(names) :] + names[: at % len(names)])
        for at, key in enumerate(NESTINGS)
    }


def put(folder: Path, is_outside: bool = False) -> None:
    """Write the files that the documents name into a folder; among the specs one with .rst would be a spec."""
    folder.mkdir(parents=True, exist_ok=True)
    for suffix in (*SUFFIXES, *(["rst"] if is_outside else [])):
        (folder / f"bait.{suffix}").write_text("bait\n====\n\nbait\n")


def _document(key: str, names: list[str]) -> str:
    constructs = [
        construct.format(name=names[number % len(names)], number=f"{key}{number}".replace(" ", ""))
        for number, construct in enumerate(DIRECTIVES)
    ]
    title = TITLE.format(title=key.capitalize(), bar="=" * len(key))
    return title + "\n\n".join(_nested(NESTINGS[key], construct) for construct in constructs) + "\n"


def _nested(nesting: str, construct: str) -> str:
    if "{rule}" in nesting:
        lines = construct.splitlines()
        width = max(map(len, lines)) + 2
        cell = "|\n|".join(f" {line.ljust(width - 2)} " for line in lines)
        return nesting.replace("{rule}", "-" * width).replace("{}", cell)
    before = nesting.removesuffix("{}")
    column = len(before) - before.rfind("\n") - 1
    return before + textwrap.indent(construct, " " * column)[column:]
