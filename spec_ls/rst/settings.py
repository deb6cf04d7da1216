"""docutils' settings wherever it is asked about a text.  docutils is imported only then."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils.frontend import Values

_SETTINGS = {
    "report_level": 5,  # nothing is printed
    "halt_level": 6,  # nothing is raised
    "warning_stream": None,
    "file_insertion_enabled": False,  # no text makes us read a file or ask a host
    "raw_enabled": True,
    "syntax_highlight": "none",  # what Pygments knows is no matter of the text
    "_disable_config": True,
}


@cache
def settings() -> Values:
    """The settings, the same object each time."""
    from docutils.frontend import get_default_settings
    from docutils.parsers.rst import Parser

    values = get_default_settings(Parser)
    for name, value in _SETTINGS.items():
        setattr(values, name, value)
    return values
