"""Files: what a path holds, which template and settings serve it, and which specs a folder has.

The only package that reads the file system; it writes a file for ``--fix`` alone.
"""

from spec_ls.workspace.discovery import Resolution, Workspace
from spec_ls.workspace.files import FileProblem, Unreadable, decoded, read, target, write
from spec_ls.workspace.templates import NoTemplate

__all__ = [
    "FileProblem",
    "NoTemplate",
    "Resolution",
    "Unreadable",
    "Workspace",
    "decoded",
    "read",
    "target",
    "write",
]
