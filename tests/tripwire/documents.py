"""Documents that name files and hosts in every construct that could make a reader open them.

Whatever must not be touched has ``bait`` in its name.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

_INLINE = (
    ":download:`{0}` :file:`{0}` :doc:`{0}` :ref:`{0}` :math:`\\input{{{0}}}` :code:`{0}` `x <{0}>`_ :eval:`{0}`",
    "https://{0} `{0}`__ |bait| [bait]_ bait_",
)

_BLOCKS = (
    ".. include:: {0}",
    ".. include:: {0}\n   :literal:",
    ".. include:: {0}\n   :code: python\n   :encoding: utf-8",
    ".. include:: {0}\n   :parser: bait",
    ".. include:: {0}\n   :encoding: bait",
    ".. raw:: html\n   :encoding: bait",
    ".. csv-table:: x\n   :file: {0}\n   :encoding: bait",
    ".. raw:: html\n   :file: {0}",
    ".. raw:: html\n   :url: {0}",
    ".. raw:: html\n\n   <img src='{0}'>",
    ".. csv-table:: x\n   :file: {0}",
    ".. csv-table:: x\n   :url: {0}\n   :header-rows: 1",
    ".. image:: {0}",
    ".. image:: {0}\n   :target: {0}\n   :scale: 50%\n   :loading: embed",
    ".. figure:: {0}\n   :figwidth: image\n   :scale: 20",
    ".. |bait| image:: {0}",
    ".. |bait2| include:: {0}",
    ".. |bait3| replace:: :download:`{0}`",
    ".. math::\n\n   \\input{{{0}}}",
    ".. literalinclude:: {0}\n   :language: bait",
    ".. code:: bait\n   :number-lines:\n\n   import bait",
    ".. code-block:: python\n   :caption: {0}\n\n   import bait",
    ".. highlight:: bait",
    ".. graphviz:: {0}",
    ".. uml:: {0}",
    ".. seqdiag:: {0}",
    ".. drawio-image:: {0}",
    ".. video:: {0}",
    ".. toctree::\n   :glob:\n\n   {0}\n   bait*",
    ".. automodule:: bait\n   :members:",
    ".. autoclass:: bait.Bait",
    ".. autoprogram:: bait:parser",
    ".. role:: bait(raw)\n   :format: html",
    ".. role:: bait2(bait)",
    ".. default-role:: bait",
    ".. meta::\n   :refresh: {0}",
    ".. list-table:: {0}\n   :header-rows: 1\n\n   * - .. image:: {0}\n     - .. include:: {0}",
    ".. only:: bait\n\n   .. include:: {0}",
    ".. ifconfig:: __import__('bait')",
    ".. doctest::\n\n   >>> import bait; open('{0}')",
    ".. testcode::\n\n   import bait",
    ".. eval-rst::\n\n   .. include:: {0}",
    ".. jinja:: {0}\n   :file: {0}",
    ".. program-output:: cat {0}",
    ".. command-output:: cat {0}",
    ".. exec:: {0}",
    ".. bibliography:: {0}",
    ".. openapi:: {0}",
    ".. sectnum::\n   :depth: 9",
    ".. contents:: {0}",
    ".. header:: .. image:: {0}",
    ".. _bait: {0}",
    ".. [bait] {0}",
    ".. __: {0}",
    ".. date:: {0}",
    ".. target-notes::",
    ".. restructuredtext-test-directive:: {0}",
    ".. spec-ls: profile={0}",
    ".. -*- coding: bait -*-",
    ".. comment {0}",
    ">>> open('{0}')",
)

_NESTINGS = (
    "{0}",
    "* item\n\n{2}",
    "1. item\n\n{3}",
    ".. note::\n\n{3}",
    "Term\n{2}",
    ":field:\n{2}",
    "quoted\n\n{2}",
    ".. [#] note\n\n{3}",
    ".. topic:: T\n\n   * a\n\n     .. warning::\n\n{8}",
    "+-------+\n| A     |\n+-------+\n\n{0}",
    "Literal::\n\n{2}",
)

SECTION = """\
{title}
{underline}

{text}
"""


def names(folder: Path) -> list[str]:
    """The ways to name a file or a host, for a document in ``folder``, two levels below its repository."""
    inside = ["bait.txt", "../../bait.txt", "../../bait.csv", "<bait.txt>"]
    return [*inside, *outside_names(folder), "http://bait.invalid/bait.csv", "ftp://bait.invalid/bait"]


def outside_names(folder: Path) -> list[str]:
    """The names of files that are not in the repository, which alone may not serve as a template."""
    outside = folder.parents[2] / "outside-bait" / "bait.rst"
    return [
        f"{outside}",
        "../../../outside-bait/bait.rst",
        outside.as_uri(),
        "~/bait.txt",
        "//bait.invalid/share/bait.txt",
        "/dev/bait",
    ]


def document(folder: Path, number: int) -> str:
    """A spec full of bait; each number nests the constructs in another way and names other files."""
    paths, outside = names(folder), outside_names(folder)
    parts = [f".. spec-ls: template={outside[number % len(outside)]}\n", "=====\nTitle\n=====\n"]
    for index, block in enumerate(_BLOCKS):
        nesting = _NESTINGS[(index + number) % len(_NESTINGS)]
        filled = block.format(paths[(index * 5 + number) % len(paths)])
        indents = {str(width): textwrap.indent(filled, " " * width) for width in range(9)}
        parts.append(_nested(nesting, indents) + "\n")
        if index % 12 == 0:
            parts.append(SECTION.format(title="Problem Description", underline="=" * 12, text=""))
    parts += [inline.format(path) + "\n" for path in paths for inline in _INLINE]
    return "\n".join(parts) + "  \nTrailing  \n" + "word " * 40


def _nested(nesting: str, indents: dict[str, str]) -> str:
    for width, text in indents.items():
        nesting = nesting.replace(f"{{{width}}}", text)
    return nesting


COUNT = len(_NESTINGS)
"""How many documents there are: each construct stands in each nesting once."""
