"""Writes a fixed text into its file, unless that could overwrite anything else."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from spec_ls.workspace.files import follow_links, read_bytes
from spec_ls.workspace.layout import is_root


class ChangedMeanwhile(Exception):
    """A file has changed since it was read."""


class LeadsOutside(Exception):
    """A link leads out of the repository or the folder around it; the argument is the message."""


def write_target(path: Path, folder: Path | None = None) -> Path:
    """The file that a fix of ``path`` is written to: links of both kinds are followed.

    It is in the repository around ``path``, and not among git's own files.  Where there is no repository, it
    is in ``folder``, the one that the user named, by default the one of ``path``.  A link may come from
    somebody else's change.  Raises ``LeadsOutside``, ``OSError``, or ``Unreadable`` for a broken link.
    """
    path = Path(os.path.abspath(path))
    target = Path(os.path.realpath(follow_links(path), strict=True))
    named = Path(os.path.abspath(folder)) if folder else path.parent
    top = next((above for above in path.parents if is_root(above)), named)
    inside = Path(os.path.realpath(top))
    if not target.is_relative_to(inside) or ".git" in target.relative_to(inside).parts:
        raise LeadsOutside(f'not written: it leads to "{target}", outside of "{top}"')
    return target


def write(path: Path, text: str, before: str, folder: Path | None = None) -> None:
    """Put ``text`` into the file that ``path`` stands for, in one step and with its permissions kept.

    ``before`` is the text as it was read, ``folder`` that of ``write_target``.  Raises ``ChangedMeanwhile``
    if the file has another text now, ``LeadsOutside``, ``OSError``, or ``Unreadable`` for a broken link and
    for what is no regular file; the file is then as it was.
    """
    path = write_target(path, folder)
    mode = stat.S_IMODE(os.stat(path).st_mode)
    if not os.access(path, os.W_OK):
        raise PermissionError(13, "no permission to write", str(path))
    import tempfile  # slow to import, and only --fix writes

    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())  # some disks say only here that they are full
        os.chmod(name, mode)
        if read_bytes(path) != before.encode("utf-8"):  # as late as possible
            raise ChangedMeanwhile
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):  # the first failure is the one to be said
            os.unlink(name)
        raise
