"""Writes what a command puts out into a file that the user names."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from spec_ls.workspace.read_failures import reason


def output_problem(path: Path) -> str | None:
    """The reason why no output can be written to a path; None if nothing is known against it.

    The folder must be there.  A device, a FIFO or a folder is not written to, nor put out of its place.
    """
    target = Path(os.path.realpath(path))
    try:
        if not stat.S_ISDIR(os.stat(target.parent).st_mode):
            return "its folder is no folder"
    except (OSError, ValueError) as error:
        return f"its folder cannot be used: {reason(error)}"
    if not os.access(target.parent, os.W_OK | os.X_OK):  # the file is written beside the old one first
        return "no permission to write into its folder"
    try:
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        return reason(error)
    if not stat.S_ISREG(mode):
        return "is not a regular file"
    return None if os.access(target, os.W_OK) else "no permission to write"


def write_output(path: Path, text: str) -> None:
    """Write a text in one step: it is whole, old or new.  Links are followed, owner and permissions kept.

    Raises ``OSError``; the file is then as it was.
    """
    import tempfile  # slow to import, and seldom needed

    target = Path(os.path.realpath(path))
    handle, name = tempfile.mkstemp(prefix=temporary_prefix(target), dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8", "surrogateescape"))
            file.flush()
            os.fsync(file.fileno())  # some disks say only here that they are full
        _set_status(name, target)
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):  # the first failure is the one to be said
            os.unlink(name)
        raise


def temporary_prefix(path: Path) -> str:
    """How the name begins of the file that is to replace one: its own name may be as long as names can be."""
    return f".{path.name[:40]}."


def keep_status(name: str, status: os.stat_result, path: Path) -> None:
    """Give a file the owner, permissions and attributes of the one at ``path`` that it is to replace.

    What the system forbids is left out, and with the owner the bits that lend the owner's rights.
    """
    mode = stat.S_IMODE(status.st_mode)
    if hasattr(os, "chown"):
        try:
            os.chown(name, status.st_uid, status.st_gid)
        except OSError:
            with suppress(OSError):  # whoever is in a group may give it files
                os.chown(name, -1, status.st_gid)
        made = os.stat(name)
        if (made.st_uid, made.st_gid) != (status.st_uid, status.st_gid):
            mode &= ~(stat.S_ISUID | stat.S_ISGID)
    if hasattr(os, "listxattr"):
        with suppress(OSError):  # a file system without attributes
            for attribute in os.listxattr(path):
                with suppress(OSError):
                    os.setxattr(name, attribute, os.getxattr(path, attribute))
    os.chmod(name, mode)


def _set_status(name: str, target: Path) -> None:
    """Give a file the status of the one that it is to replace, or that of a new one."""
    try:
        keep_status(name, os.stat(target), target)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
