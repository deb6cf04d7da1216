"""The errors that ``spec_ls.api`` raises: what ends the command with status 2, told apart."""

from __future__ import annotations


class SpecLsError(Exception):
    """The base of all errors here; as text it is a message for people."""


class TemplateNotFound(SpecLsError):
    """``Options.template`` names no template."""


class UnknownCode(SpecLsError):
    """``Options.select`` or ``Options.ignore`` has a code that does not exist."""


class UnreadableFile(SpecLsError):
    """A file cannot be read as text: it is absent, no regular file, not UTF-8, or too large."""


class BadSettings(SpecLsError):
    """Settings, a template or a comment that names one are wrong, so that findings might be, too.

    ``problems`` has a message for each mistake, ``FILE:LINE: KEY: MESSAGE`` with a 1-based line.
    """

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
