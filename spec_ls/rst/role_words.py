"""What the roles of docutils and Sphinx are for: words for people, as data.

The names are those of docutils' registry and of Sphinx 9.0; the words are our own.
"""

from __future__ import annotations

from collections.abc import Mapping

ROLE_WORDS: Mapping[str, str] = {
    # docutils
    "code": "Code in a line; the language is that of a role made with the directive role",
    "emphasis": "Emphasis, as *text*",
    "literal": "A literal, as ``text``",
    "math": "A formula in LaTeX's notation",
    "pep-reference": "A PEP by its number",
    "raw": "Text for one format alone; needs a role made with the directive role",
    "rfc-reference": "An RFC by its number",
    "strong": "Strong emphasis, as **text**",
    "subscript": "Text below the line",
    "superscript": "Text above the line",
    "title-reference": "The title of a book or another work",
    # Sphinx: what leads somewhere
    "doc": "Another document, by its path without the suffix",
    "download": "A file to download, by its path",
    "eq": "A formula, by its label",
    "numref": "A figure, table or code block by its label, with its number",
    "pep": "A PEP by its number",
    "ref": "A label anywhere in the project; its text is the title behind it unless another is given",
    "rfc": "An RFC by its number, and an anchor in it: 2822#section-3",
    "term": "A term of the glossary",
    "token": "A token of a grammar",
    "option": "An option of a program that is described",
    "envvar": "An environment variable",
    "keyword": "A keyword of a language",
    "any": "Anything that has this name: a label, a document, an object",
    "cve": "A CVE by its number",
    "cwe": "A CWE by its number",
    # Sphinx: what looks like something
    "abbr": "An abbreviation, with what it stands for: LIFO (last in, first out)",
    "command": "The name of a command",
    "dfn": "The place at which a term is defined",
    "file": "The name of a file; parts in braces are to be replaced",
    "guilabel": "A label in a program's window",
    "index": "An entry of the index",
    "kbd": "Keys to press: Control-x",
    "mailheader": "A header of a mail",
    "makevar": "A variable of make",
    "manpage": "A manual page with its section: ls(1)",
    "menuselection": "A choice in menus: Start --> Programs",
    "mimetype": "A MIME type",
    "newsgroup": "A newsgroup",
    "program": "The name of a program",
    "regexp": "A regular expression",
    "samp": "Literal text; parts in braces are to be replaced",
    # Sphinx: objects of Python
    "attr": "An attribute",
    "class": "A class",
    "const": "A constant",
    "data": "A variable of a module",
    "exc": "An exception",
    "func": "A function",
    "meth": "A method",
    "mod": "A module",
    "obj": "An object of any kind",
    "type": "A type alias",
}
"""By name; roles of which no more is known than the name have no words."""
