"""Hostile documents by kind: each is a function of a size in characters, so that growth can be measured.

A text is about as long as is asked for.  ``KINDS`` holds what is read as a spec, ``FILES`` what is read
beside specs: settings, ``.gitreview``, ``.gitignore``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

Make = Callable[[int], str]

TITLE = "=====\nTitle\n=====\n\n"
"""Makes a spec of what follows it."""


def again(piece: str, before: str = "", behind: str = "") -> Make:
    """A piece of text again and again; ``{0}`` in it is the number of the repetition."""
    numbered = "{0}" in piece

    def make(size: int) -> str:
        if not numbered:
            return before + piece * max(1, size // len(piece)) + behind
        return (
            before + "".join(_until(size, (piece.replace("{0}", str(number)) for number in count()))) + behind
        )

    return make


def lines_of(piece: str, width: int = 9_000) -> Make:
    """Lines of a piece again and again, no line longer than docutils reads."""
    return again(piece * (width // len(piece)) + "\n")


def grid_table(columns: int) -> Make:
    """A grid table of so many columns, and as many rows as make the size."""

    def make(size: int) -> str:
        border, row = "+" + "---+" * columns + "\n", "|" + " a |" * columns + "\n"
        return border + (row + border) * max(1, size // (2 * len(row)))

    return make


def simple_table(columns: int) -> Make:
    """A simple table of so many columns, and as many rows as make the size."""

    def make(size: int) -> str:
        border, row = "  ".join(["==="] * columns) + "\n", "  ".join(["a  "] * columns).rstrip() + "\n"
        return border + row * max(1, size // len(row)) + border

    return make


def nested(line: str, indent: int) -> Make:
    """Lines each of which is nested in the one before it."""

    def make(size: int) -> str:
        return "".join(_until(size, (" " * (indent * level) + line for level in count())))

    return make


PLAIN = "as it is"
VARIATIONS: dict[str, Callable[[str], str]] = {
    PLAIN: lambda text: text,
    "CRLF": lambda text: text.replace("\r", "").replace("\n", "\r\n"),
    "in a section": lambda text: f"{TITLE}Problem\n=======\n\n{text}",
    "in a note": lambda text: f"{TITLE}.. note::\n\n   " + text.replace("\n", "\n   "),
    "in a list": lambda text: f"{TITLE}* " + text.replace("\n", "\n  "),
    "behind text": lambda text: f"{TITLE}Problem\n=======\n\nWords *of a\n{text}",
}
"""Texts that are made of a kind's; a CRLF text is twice as many characters where its lines are empty."""


def varied(make: Make, variation: str) -> Make:
    """A kind in a variation; the size is that before it."""
    return lambda size: VARIATIONS[variation](make(size))


def _until(size: int, pieces: Iterator[str]) -> Iterator[str]:
    length = 0
    for piece in pieces:
        yield piece
        length += len(piece)
        if length >= size:
            return


def _spelled(make: Make, line_end: str) -> Make:
    return lambda size: make(size).replace("\n", line_end)


KINDS: dict[str, Make] = {
    # Blocks.
    "empty lines": again("\n", TITLE),
    "lines of blanks": again(" \n", TITLE),
    "paragraphs": again("Words of a paragraph.\n\n", TITLE),
    "short paragraphs": again("a\n\n", TITLE),
    "one paragraph": again("Words of a paragraph.\n", TITLE),
    "carriage returns": again("a\r"),
    "carriage returns and line feeds": _spelled(again("a\n\nb\n", TITLE), "\r\n"),
    "line separators": again("a\u2028"),
    "form feeds": again("a\f\n"),
    "bullets": again("- a\n"),
    "bullets apart": again("- a\n\n"),
    "enumerated": again("#. a\n\n"),
    "definitions": again("a\n  b\n"),
    "fields": again(":a{0}: b\n"),
    "options": again("-a  b\n"),
    "line block": again("| a\n"),
    "line block indented": again("| a\n|  b\n"),
    "block quotes": again("a\n\n  b\n\n"),
    "options of many names": again("-a, " * 2_000 + "-b  c\n", TITLE),
    "lines of list items": again("- " + "word " * 30 + "\n", TITLE + "Words of a paragraph\n"),
    "indented line block": again("| a\n" + "|  a\n" * 9 + "| " + "word " * 30 + "\n", TITLE),
    "doctest": again(">>> a\n\n"),
    "literal blocks": again("a::\n\n  b\n\n"),
    "announced literal blocks": again("a::\n\n"),
    "unexpected indentation": again("a\nb\n  c\n"),
    "unindented bullets": again("- a\nb\n"),
    "transitions": again("----\n\n", TITLE),
    "transitions and text": again("a\n\n----\n\n", TITLE),
    "comments": again(".. a\n\n"),
    "suppressions": again(".. spec-ls: disable=rst-syntax\n\na\n\n", TITLE + "a\n\n"),
    "unknown suppressions": again(".. spec-ls: disable=x{0}\n\na\n\n", TITLE + "a\n\n"),
    "suppressions in a row": again(".. spec-ls: disable=x{0}\n\n", TITLE),
    "suppressions of many codes": again(".. spec-ls: disable=" + "a, b, " * 1_000 + "\n\na\n\n", TITLE),
    "directives": again(".. note:: a\n\n"),
    "unknown directives": again(".. abc{0}:: a\n\n"),
    "class directives": again(".. class:: a\n\n"),
    "images": again(".. image:: a\n\n"),
    "merge conflicts": again("<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n"),
    "merge starts": again("<<<<<<< a\n", TITLE),
    # Headings.
    "headings": again("Part {0}\n=========\n\n", TITLE),
    "equal headings": again("Part\n====\n\nText.\n\n", TITLE),
    "short underlines": again("Heading {0}\n-----\n\ntext\n\n", TITLE),
    "wrong underlines": again("Heading {0}\n--\n\n", TITLE),
    "overlines": again("====\na{0}\n====\n\n"),
    "overlines alone": again("====\na\n"),
    "alternating levels": again("a{0}\n-----\n\nb{0}\n~~~~~\n\n", TITLE),
    "skipped levels": again(
        "a{0}\n-----\n\nb{0}\n~~~~~\n\nc{0}\n*****\n\nd{0}\n-----\n\ne{0}\n*****\n\n", TITLE
    ),
    "template's headings": again("Problem\n=======\n\nChange\n======\n\n", TITLE),
    "misspelt headings": again("Problen {0}\n==========\n\ntext\n\n", TITLE),
    "colon headings": again("Problem:\n\ntext\n\n", TITLE),
    "bold headings": again("**Problem {0}**\n\ntext\n\n", TITLE),
    "placeholders": again("<a> XXXX TBD\n\n", TITLE),
    "guidance": again("What?\n\nHow?\n\n", TITLE),
    # Tables.
    "simple table borders": again("==== ====\n"),
    "simple table borders apart": again("==== ====\n\n"),
    "simple tables": again("=== ===\na   b\n=== ===\n\n"),
    "simple tables without an end": again("=== ===\na   b\n\n"),
    "simple tables with text beyond": again("=== ===\na b c d e\n=== ===\n\n"),
    "grid borders": again("+---+\n"),
    "grid borders and bullets": again("+---+\n- a\n"),
    "grid table of 1 column": grid_table(1),
    "grid table of 10 columns": grid_table(10),
    "grid table of 400 columns": grid_table(400),
    "simple table of 2 columns": simple_table(2),
    "simple table of 10 columns": simple_table(10),
    "simple table of 400 columns": simple_table(400),
    "broken grid table": again("| a | b |\n+---+\n", "+---+---+\n"),
    # Inline markup.
    "substitutions opened": again("|s{0} ", TITLE, "\n"),
    "substitutions opened in lines": again("|s{0} a\n", TITLE),
    "substitutions": again("|s{0}| a\n", TITLE),
    "substitution definitions": again(".. |s{0}| replace:: |s{0}|\n\n"),
    "substitution chain": again(".. |s{0}| replace:: |s{0}1|\n\n"),
    "references": again("a_ x\n", TITLE),
    "numbered references": again("a{0}_ x\n", TITLE),
    "references apart": again("a{0}_ x\n\n", TITLE),
    "anonymous references": again("a__ x\n", TITLE),
    "anonymous targets": again("__ a\n\n"),
    "targets": again(".. _a{0}: b\n"),
    "equal targets": again(".. _a: b{0}\n"),
    "target chain": again(".. _a{0}: a{0}1_\n"),
    "footnotes": again(".. [#] a\n"),
    "labelled footnotes": again("[#a{0}]_ b\n\n.. [#a{0}] c\n\n", TITLE),
    "inline targets": again("_`a{0}` b `a{0}`_\n", TITLE),
    "footnote references": again("[#]_ a\n\n", TITLE),
    "numbered footnotes": again(".. [{0}] a\n\n"),
    "citations": again("[a{0}]_ a\n\n", TITLE),
    "unknown roles": again(":a:`b x`\n", TITLE),
    "numbered roles": again(":a{0}:`b x` \n\n", TITLE),
    "roles defined": again(".. role:: a{0}\n\n", TITLE),
    "roles defined and used": again(".. role:: a{0}\n\n:a{0}:`b`\n\n", TITLE),
    "roles opened": again(":a:`b x\n", TITLE),
    "emphasis opened": again("*a b\n", TITLE),
    "strong opened": again("**a ", TITLE, "\n"),
    "literals opened": again("``a ", TITLE, "\n"),
    "literals": again("``a`` b\n", TITLE),
    "nested inline": again("*a **b ``c `d |e _`f ", TITLE, "\n"),
    "backquotes": again("`a` ", TITLE, "\n"),
    "embedded addresses": again("`a <b{0}_>`_ c\n", TITLE),
    "addresses of files": again("`a <b{0}.rst>`_ ``c``\n", TITLE),
    "addresses": again("https://example.org/{0} a\n", TITLE),
    "colons": again("a:: b:: \n", TITLE),
    "opened in paragraphs": again("*a `b |c\n\n", TITLE),
    # Nesting.
    "nested bullets": nested("- a\n\n", 2),
    "nested quotes": nested("a\n\n", 2),
    "nested notes": nested(".. note::\n\n", 3),
    "nested bullets in a line": again("- ", "", "a\n"),
    "bullets of bullets": lines_of("- "),
    # Lines.
    "inner blanks": again("a" + " " * 8_900 + "b\n", TITLE),
    "inner tabs": again("a" + "\t" * 1_100 + "b\n", TITLE),
    "inner dashes": again("a " + "-" * 8_900 + " b\n", TITLE),
    "inner equals signs": again("a " + "=" * 8_900 + "~ b\n", TITLE),
    "inner dots": again("a " + "." * 8_900 + " b\n", TITLE),
    "inner spaces before colons": again("a" + " :" * 4_400 + " b\n", TITLE),
    "inner angle brackets": again("a " + "<" * 8_900 + " b\n", TITLE),
    "inner digits": again("1" * 8_900 + " b\n", TITLE),
    "inner capitals": again("A-" * 4_400 + " b\n", TITLE),
    "inner capitals and markup": again("A-" * 4_400 + " *b*\n", TITLE),
    "inner addresses": again("http://" * 1_200 + " b\n", TITLE),
    "inner slashes": again("a" + "/" * 8_900 + " b\n", TITLE),
    "licences": again("Licensed under copyright license version 2.\n\n"),
    "blueprints": again("https://blueprints.launchpad.net/a/+spec/b{0}\n\n", TITLE),
    "long words apart": again("a" * 300 + "\n\n", TITLE),
    "long lines apart": again("word " * 30 + "\n\n", TITLE),
    "long lines in literals": again("a::\n\n  " + "word " * 30 + "\n\n", TITLE),
    "long lines in tables": again("=== ===\n" + "a   " * 30 + "\n=== ===\n\n", TITLE),
    "blank lines of blanks": again(" " * 200 + "\n", TITLE),
    "long words": lines_of("a"),
    "long lines": lines_of("a b "),
    "lines of colons": lines_of(":"),
    "lines of backslashes": lines_of("\\"),
    "lines of stars": lines_of("*"),
    "lines of bars": lines_of("|a "),
    "lines of brackets": lines_of("[a"),
    "trailing blanks": again("a \n", TITLE),
    "tabs": again("\ta\n", TITLE),
    "zero-width spaces": again("a\u200bb\n", TITLE),
    "too long for docutils": again("a", TITLE, "\n"),
    "wide letters": again("漢字\n====\n\n", TITLE),
}


FILES: dict[str, tuple[str, Make]] = {
    "gitreview of empty lines": (".gitreview", again("\n", "[gerrit]", "x")),
    "gitreview of sections": (".gitreview", again("[gerrit]\n")),
    "gitreview of one line": (".gitreview", again("a", "[gerrit]\nproject=")),
    "git config of one line": (".git/config", again("a =", '[remote "origin"]\n')),
    "git config of blanks": (".git/config", again(" ", '[remote "origin"]\n', "x")),
    "git config of brackets": (".git/config", again("[", "", "\n")),
    "unknown settings": ("spec-ls.toml", again("unknown-key-{0} = 1\n")),
    "settings of path tables": ("spec-ls.toml", again("[[paths]]\n")),
    "settings of unknown codes": ("spec-ls.toml", again("k{0} = 1\n", "[severity]\n")),
    "ignored non-patterns": (".gitignore", again("[z-a]{0}\n")),
    "ignored stars": (".gitignore", again("*a")),
    "ignored double stars": (".gitignore", again("**/a/", "", "b\n")),
    "ignored lines of stars": (".gitignore", again("*a*a*a*a*a*a*a*b\n")),
    "ignored folders of stars": (".gitignore", again("*a*/" * 40 + "b\n")),
    "ignored two stars": (".gitignore", again("*a*b{0}\n")),
    "ignored questions": (".gitignore", again("[!a]*?")),
}
"""The file, and its content, of what lies beside a spec."""
