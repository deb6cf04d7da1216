"""Files: what a path holds, which template and settings serve it, and which specs a folder has.

The only package that reads the file system; it writes a file for ``--fix`` alone.
"""

from spec_ls.workspace.comment import Content, content_in, content_of
from spec_ls.workspace.discovery import Resolution, Workspace
from spec_ls.workspace.files import FileProblem, Unreadable, decoded, read, target, write
from spec_ls.workspace.profiles import Mark
from spec_ls.workspace.surroundings import Surroundings
from spec_ls.workspace.templates import LISTED, NoTemplate, name_of
from spec_ls.workspace.walk import is_ignored
from spec_ls.workspace.wishes import Reason, Rule

__all__ = [
    "LISTED",
    "Content",
    "FileProblem",
    "Mark",
    "NoTemplate",
    "Reason",
    "Resolution",
    "Rule",
    "Surroundings",
    "Unreadable",
    "Workspace",
    "content_in",
    "content_of",
    "decoded",
    "is_ignored",
    "name_of",
    "read",
    "target",
    "write",
]
