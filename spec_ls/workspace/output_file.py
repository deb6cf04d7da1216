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
    """Write a text in one step: the file is whole, old or new.  Links are followed, permissions kept.

    Raises ``OSError``; the file is then as it was.
    """
    import tempfile  # slow to import, and seldom needed

    target = Path(os.path.realpath(path))
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8", "surrogateescape"))
            file.flush()
            os.fsync(file.fileno())  # some disks say only here that they are full
        os.chmod(name, _mode(target))
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):  # the first failure is the one to be said
            os.unlink(name)
        raise


def _mode(target: Path) -> int:
    """The permissions of a file, or those that a new one gets."""
    with suppress(FileNotFoundError):
        return stat.S_IMODE(os.stat(target).st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
