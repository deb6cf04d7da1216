"""Writes a text into its file, or a new file, unless that could overwrite anything else."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from spec_ls.workspace.files import follow_links, read_bytes
from spec_ls.workspace.layout import is_root
from spec_ls.workspace.output_file import keep_status, temporary_prefix

_GIT = ".git"


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
    _check_inside(target, inside, top)
    return target


def write(path: Path, text: str, before: str, folder: Path | None = None) -> None:
    """Put ``text`` into the file that ``path`` stands for, in one step; its owner and permissions are kept.

    ``before`` is the text as it was read, ``folder`` that of ``write_target``.  Raises ``ChangedMeanwhile``
    if the file has another text now, ``LeadsOutside``, ``OSError``, or ``Unreadable`` for a broken link and
    for what is no regular file; the file is then as it was.
    """
    path = write_target(path, folder)
    status = os.stat(path)
    if not os.access(path, os.W_OK):
        raise PermissionError(13, "no permission to write", str(path))
    import tempfile  # slow to import, and only --fix writes

    handle, name = tempfile.mkstemp(prefix=temporary_prefix(path), dir=path.parent)
    try:
        _fill(handle, text)
        keep_status(name, status, path)
        if read_bytes(path) != before.encode("utf-8"):  # as late as possible
            raise ChangedMeanwhile
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):  # the first failure is the one to be said
            os.unlink(name)
        raise


def create(path: Path, text: str, top: Path) -> None:
    """Put ``text`` into a new file below the folder ``top``, in one step; folders on the way are made.

    Raises ``FileExistsError`` if there is anything by now, a broken link too; ``LeadsOutside`` if a link on
    the way leads out of ``top`` or among git's own files; ``OSError``.  Nothing is left behind then.
    """
    import tempfile

    folder = _inner_folder(path.parent, top)
    missing = [above for above in (folder, *folder.parents) if not os.path.lexists(above)]
    name = None
    try:
        os.makedirs(folder, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=temporary_prefix(path), dir=folder)
        _fill(handle, text)
        os.chmod(name, 0o666 & ~_umask())
        _put_in_place(name, folder / path.name)
    except BaseException:
        with suppress(OSError):  # the first failure is the one to be said
            if name is not None:
                os.unlink(name)
            for made in missing:
                os.rmdir(made)
        raise


def _fill(handle: int, text: str) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())  # some disks say only here that they are full


def _inner_folder(folder: Path, top: Path) -> Path:
    """The folder that a path stands for, which need not exist.  Raises ``LeadsOutside``."""
    target = Path(os.path.realpath(folder))
    _check_inside(target, Path(os.path.realpath(top)), top)
    return target


def _check_inside(target: Path, inside: Path, top: Path) -> None:
    """Raise ``LeadsOutside`` unless a path without links is in a folder, and not among git's own files."""
    parts = target.relative_to(inside).parts if target.is_relative_to(inside) else (_GIT,)
    if _GIT in map(str.lower, parts):  # some systems compare names without their case
        raise LeadsOutside(f'not written: it leads to "{target}", outside of "{top}"')


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _put_in_place(name: str, path: Path) -> None:
    """Give a file its name, unless something has it.  Raises ``FileExistsError``."""
    try:
        os.link(name, path)  # unlike a replacement, this fails where something is
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(path):
            raise FileExistsError(17, "File exists", str(path)) from None
        os.replace(name, path)
        return
    os.unlink(name)
