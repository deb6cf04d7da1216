"""What the directives of docutils and Sphinx are for, and what they take: words for people, as data.

Names, arguments and options of docutils' directives are those of its registry, which a test compares;
Sphinx's are those of Sphinx 9.0.  The words are our own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from textwrap import wrap

_WIDTH = 38
"""Columns of the window beside VS Code's list of candidates: longer lines are cut off there."""


@dataclass(frozen=True, slots=True)
class DirectiveWords:
    """A directive.

    ``argument`` is a word for what stands behind the colons, in brackets if it may be left out, empty if
    nothing may stand there.  ``options`` says by name what each option takes, "" for a flag; values to choose
    from stand between bars.  ``content`` says what is indented below: ``text`` (RST), ``verbatim``, or
    nothing.
    """

    summary: str
    argument: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    content: str = "text"

    def example(self, name: str) -> str:
        """The directive in RST, with all its options."""
        lines = [f".. {name}:: {self.argument}".rstrip()]
        for option, value in sorted(self.options.items()):
            lines += wrap(f":{option}: {value}", _WIDTH, initial_indent="   ", subsequent_indent="      ")
        if self.content:
            lines += ["", "   Text" if self.content == "text" else "   ..."]
        return "\n".join(lines)


_COMMON = {"class": "CLASSES", "name": "REFERENCE-NAME"}
_ALIGN = "left | center | right"
_IMAGE_ALIGN = "top | middle | bottom | left | center | right"
_TABLE = {**_COMMON, "align": _ALIGN, "width": "LENGTH"}
_IMAGE = {
    **_COMMON,
    "align": _IMAGE_ALIGN,
    "alt": "TEXT",
    "height": "LENGTH",
    "loading": "embed | link | lazy",
    "scale": "PERCENT",
    "target": "URI or NAME_",
    "width": "LENGTH",
}
_CODE = {
    **_COMMON,
    "caption": "TEXT",
    "dedent": "[COLUMNS]",
    "emphasize-lines": "LINES",
    "force": "",
    "linenos": "",
    "lineno-start": "NUMBER",
}
_OBJECT = {"no-index": "", "no-index-entry": "", "no-contents-entry": "", "no-typesetting": ""}
_GRAPH = {**_COMMON, "align": _ALIGN, "alt": "TEXT", "caption": "TEXT"}


def _admonition(summary: str) -> DirectiveWords:
    return DirectiveWords(summary, options=_COMMON)


_DOCUTILS: Mapping[str, DirectiveWords] = {
    "admonition": DirectiveWords("A box with a title of its own", "TITLE", _COMMON),
    "attention": _admonition("A box that asks for attention"),
    "caution": _admonition("A box that advises caution"),
    "class": DirectiveWords("Gives a class to the content, or to the next element", "CLASSES"),
    "code": DirectiveWords(
        "Source code, with its syntax highlighted",
        "[LANGUAGE]",
        {**_COMMON, "number-lines": "[FIRST-NUMBER]"},
        "verbatim",
    ),
    "compound": DirectiveWords("Several elements that make one paragraph", options=_COMMON),
    "container": DirectiveWords("Elements in a box with classes", "[CLASSES]", {"name": "REFERENCE-NAME"}),
    "contents": DirectiveWords(
        "A table of contents",
        "[TITLE]",
        {"backlinks": "entry | top | none", "class": "CLASSES", "depth": "NUMBER", "local": ""},
        "",
    ),
    "csv-table": DirectiveWords(
        "A table written as comma-separated values",
        "[TITLE]",
        {
            **_TABLE,
            "delim": "CHARACTER",
            "encoding": "NAME",
            "escape": "CHARACTER",
            "file": "PATH",
            "header": "VALUES",
            "header-rows": "NUMBER",
            "keepspace": "",
            "quote": "CHARACTER",
            "stub-columns": "NUMBER",
            "url": "URL",
            "widths": "NUMBERS | auto | grid",
        },
        "verbatim",
    ),
    "danger": _admonition("A box that warns of danger"),
    "date": DirectiveWords("The date of today, for a substitution definition", "", {}, "verbatim"),
    "default-role": DirectiveWords("The role of interpreted text that names none", "[ROLE]", {}, ""),
    "epigraph": DirectiveWords("A quotation at the beginning"),
    "error": _admonition("A box about an error"),
    "figure": DirectiveWords(
        "An image with a caption, and a legend below it",
        "PATH",
        {
            **_IMAGE,
            "align": _ALIGN,
            "figclass": "CLASSES",
            "figname": "REFERENCE-NAME",
            "figwidth": "LENGTH | image",
        },
    ),
    "footer": DirectiveWords("Text at the foot of each page"),
    "header": DirectiveWords("Text at the head of each page"),
    "highlights": DirectiveWords("The main points in short"),
    "hint": _admonition("A box with a hint"),
    "image": DirectiveWords("An image", "PATH", _IMAGE, ""),
    "important": _admonition("A box with something important"),
    "include": DirectiveWords(
        "The text of another file, in this place",
        "PATH",
        {
            "class": "CLASSES",
            "code": "[LANGUAGE]",
            "encoding": "NAME",
            "end-before": "TEXT",
            "end-line": "NUMBER",
            "literal": "",
            "name": "REFERENCE-NAME",
            "number-lines": "[FIRST-NUMBER]",
            "parser": "NAME",
            "start-after": "TEXT",
            "start-line": "NUMBER",
            "tab-width": "NUMBER",
        },
        "",
    ),
    "line-block": DirectiveWords(
        "Lines that stay as they are (a line block serves as well)", options=_COMMON
    ),
    "list-table": DirectiveWords(
        "A table written as a list of lists: one item a row, in it one item a cell",
        "[TITLE]",
        {**_TABLE, "header-rows": "NUMBER", "stub-columns": "NUMBER", "widths": "NUMBERS | auto"},
    ),
    "math": DirectiveWords("A formula in LaTeX's notation", "", _COMMON, "verbatim"),
    "meta": DirectiveWords("Metadata for the page's head, as a field list", "", {}, "verbatim"),
    "note": _admonition("A box with a note"),
    "parsed-literal": DirectiveWords("A literal block in which inline markup counts", options=_COMMON),
    "pull-quote": DirectiveWords("A short passage, shown large"),
    "raw": DirectiveWords(
        "Text that is passed on unchanged to one format, such as html",
        "FORMAT",
        {"class": "CLASSES", "encoding": "NAME", "file": "PATH", "url": "URL"},
        "verbatim",
    ),
    "replace": DirectiveWords("The text of a substitution definition"),
    "role": DirectiveWords("Defines a role, as in ``.. role:: name(base)``", "", {}, "verbatim"),
    "rubric": DirectiveWords("A heading that is no section", "TITLE", _COMMON, ""),
    "sectnum": DirectiveWords(
        "Numbers the sections",
        "",
        {"depth": "NUMBER", "prefix": "TEXT", "start": "NUMBER", "suffix": "TEXT"},
        "",
    ),
    "sidebar": DirectiveWords("Text beside the main text", "[TITLE]", {**_COMMON, "subtitle": "TEXT"}),
    "table": DirectiveWords("A table with a title", "[TITLE]", {**_TABLE, "widths": "NUMBERS | auto | grid"}),
    "target-notes": DirectiveWords("Footnotes for all external targets", "", {"class": "CLASSES"}, ""),
    "tip": _admonition("A box with a tip"),
    "title": DirectiveWords("The title in the page's metadata", "TEXT", {}, ""),
    "topic": DirectiveWords("A short section of its own, such as an abstract", "TITLE", _COMMON),
    "unicode": DirectiveWords(
        "Characters by their code points, for a substitution definition",
        "CODES",
        {"ltrim": "", "rtrim": "", "trim": ""},
        "",
    ),
    "warning": _admonition("A box with a warning"),
}

_SPHINX: Mapping[str, DirectiveWords] = {
    "centered": DirectiveWords("A line of bold text in the middle", "TEXT", {}, ""),
    "code-block": DirectiveWords("Source code, with its syntax highlighted", "[LANGUAGE]", _CODE, "verbatim"),
    "deprecated": DirectiveWords("Since which version something should not be used", "VERSION [WHY]"),
    "digraph": DirectiveWords("A directed graph in Graphviz' language", "[NAME]", _GRAPH, "verbatim"),
    "function": DirectiveWords("Describes a function", "SIGNATURE", {**_OBJECT, "module": "NAME"}),
    "glossary": DirectiveWords("Terms and their definitions, as a definition list", "", {"sorted": ""}),
    "graph": DirectiveWords("A graph in Graphviz' language", "[NAME]", _GRAPH, "verbatim"),
    "graphviz": DirectiveWords(
        "A diagram in Graphviz' language, or from a file", "[PATH]", {**_GRAPH, "layout": "NAME"}, "verbatim"
    ),
    "highlight": DirectiveWords(
        "The language of the literal blocks that follow",
        "LANGUAGE",
        {"force": "", "linenothreshold": "NUMBER"},
        "",
    ),
    "hlist": DirectiveWords("A list in several columns", "", {"columns": "NUMBER"}),
    "index": DirectiveWords("Entries in the index", "[ENTRIES]", {"name": "REFERENCE-NAME"}, "verbatim"),
    "literalinclude": DirectiveWords(
        "A file, or a part of it, as a literal block",
        "PATH",
        {
            **_CODE,
            "append": "LINE",
            "diff": "PATH",
            "encoding": "NAME",
            "end-at": "TEXT",
            "end-before": "TEXT",
            "language": "LANGUAGE",
            "lineno-match": "",
            "lines": "LINES",
            "prepend": "LINE",
            "pyobject": "NAME",
            "start-after": "TEXT",
            "start-at": "TEXT",
            "tab-width": "NUMBER",
        },
        "",
    ),
    "only": DirectiveWords("Content for some builders alone", "EXPRESSION"),
    "productionlist": DirectiveWords("The rules of a grammar", "[GROUP]", {}, "verbatim"),
    "rst-class": DirectiveWords("Gives a class to the next element", "CLASSES"),
    "seealso": DirectiveWords("A box that refers to more on the subject"),
    "sourcecode": DirectiveWords("The same as code-block", "[LANGUAGE]", _CODE, "verbatim"),
    "tabularcolumns": DirectiveWords("The columns of the next table, for LaTeX", "COLUMNS", {}, ""),
    "todo": DirectiveWords("Something that is still to do", options=_COMMON),
    "toctree": DirectiveWords(
        "Other documents that belong below this one, one in a line",
        "",
        {
            "caption": "TEXT",
            "class": "CLASSES",
            "glob": "",
            "hidden": "",
            "includehidden": "",
            "maxdepth": "NUMBER",
            "name": "REFERENCE-NAME",
            "numbered": "[DEPTH]",
            "reversed": "",
            "titlesonly": "",
        },
        "verbatim",
    ),
    "versionadded": DirectiveWords("In which version something was added", "VERSION [WHAT]"),
    "versionchanged": DirectiveWords("In which version something changed", "VERSION [WHAT]"),
    "versionremoved": DirectiveWords("In which version something was removed", "VERSION [WHY]"),
    # diagrams of extensions
    **{
        name: DirectiveWords(summary, "[PATH]", _GRAPH, "verbatim")
        for name, summary in {
            "actdiag": "A diagram of activities",
            "blockdiag": "A diagram of blocks",
            "nwdiag": "A diagram of a network",
            "seqdiag": "A sequence diagram",
            "mermaid": "A diagram in Mermaid's language",
            "uml": "A diagram in PlantUML's language",
        }.items()
    },
}

DIRECTIVE_WORDS: Mapping[str, DirectiveWords] = {**_DOCUTILS, **_SPHINX}
"""All directives of which something is known besides their names."""

OF_DOCUTILS = frozenset(_DOCUTILS)
"""Those that docutils defines."""

FOR_SUBSTITUTIONS = frozenset({"date", "replace", "unicode", "image"})
"""Those that a substitution definition may hold; but for ``image`` they stand nowhere else."""

_LANGUAGES = """
bash c cmake console cpp csharp css diff docker go html http ini java javascript json julia kotlin
lua make none perl php powershell python r rst ruby rust shell sql text toml typescript xml yaml
"""

LANGUAGES = tuple(_LANGUAGES.split())
"""Languages of source code that are offered: Pygments knows hundreds."""
