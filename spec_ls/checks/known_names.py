"""Names of roles, directives and more that docutils does not know, and that Sphinx or the project defines."""

from __future__ import annotations

from spec_ls.config import Config
from spec_ls.rst.docutils_messages import MessageKind, kind_of, quoted_name, unknown_option
from spec_ls.rst.sphinx_names import ALWAYS_KNOWN, normal_name

_RST_SYNTAX = "rst-syntax"


def is_defined_elsewhere(config: Config, text: str) -> bool:
    """True for a message of docutils' about a name that it alone does not know.

    doc8 does not know the project's options and targets either, so where it is the gate these stay.
    """
    kind, name = kind_of(text), normal_name(quoted_name(text))
    if kind is MessageKind.UNKNOWN_ROLE:
        return name in ALWAYS_KNOWN.roles or name in config.known_roles
    if kind is MessageKind.UNKNOWN_DIRECTIVE:
        return name in ALWAYS_KNOWN.directives or name in config.known_directives
    if kind is MessageKind.UNDEFINED_SUBSTITUTION:
        return name in ALWAYS_KNOWN.substitutions or name in config.known_substitutions
    if config.is_error(_RST_SYNTAX):
        return False
    if kind is MessageKind.UNKNOWN_TARGET_NAME:
        return name in config.known_targets
    option = unknown_option(text).lower()
    return option in ALWAYS_KNOWN.options or option in config.known_options
