"""Names of Python's encodings, told without a search: that would import a module that a document names."""

from __future__ import annotations

from encodings import aliases, normalize_encoding
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive

_WITHOUT_ALIAS = """
    charmap cp1006 cp1125 cp720 cp737 cp856 cp874 cp875 idna koi8_t koi8_u mac_arabic mac_croatian mac_farsi
    mac_romanian palmos ptcp154 punycode raw_unicode_escape undefined unicode_escape utf_8_sig
"""
_NAMES = frozenset({*aliases.aliases, *aliases.aliases.values(), *_WITHOUT_ALIAS.split()})

_UNKNOWN = "no.codec"  # a name with a dot is that of no module


def is_codec(name: str) -> bool:
    """True if ``codecs.lookup`` finds an encoding of Python's own; no module is imported."""
    normal = normalize_encoding(name).lower()
    return normal in _NAMES or normal.replace(".", "_") in _NAMES


def without_search(directive: type[Directive]) -> type[Directive]:
    """A directive of docutils whose option ``encoding`` takes the names of ``is_codec`` alone."""
    spec = {**(directive.option_spec or {}), "encoding": _encoding}
    return type(directive.__name__, (directive,), {"option_spec": spec})


def _encoding(argument: Any) -> Any:
    """docutils' conversion of the option, with its messages."""
    from docutils.parsers.rst import directives

    if argument is None or is_codec(argument):
        return directives.encoding(argument)
    try:
        return directives.encoding(_UNKNOWN)
    except ValueError as error:
        raise ValueError(str(error).replace(_UNKNOWN, argument)) from None
