"""Reads single files, and follows links as git writes them.

Where a file system or git's settings have no symbolic links, git writes a link as a regular file whose
whole content is the path it points to, without a line end.  Such a file is a link here too.
"""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from spec_ls.quoting import shortened
from spec_ls.workspace import file_snapshots
from spec_ls.workspace.raw_reads import FileStatus
from spec_ls.workspace.read_failures import ReadError, note_gone, note_read, reason

SUFFIX = ".rst"
MAX_TEXT_SIZE = 16 * 1024 * 1024
"""Bytes of a spec or template at most: the longest real ones have some 200 KB, and memory is finite."""

MAX_SETTINGS_SIZE = 1024 * 1024
"""Bytes at most of settings and of git's own files: their parsers take seconds for 1 MB."""

_KINDS = {
    stat.S_IFDIR: "is a directory",
    stat.S_IFIFO: "is a FIFO, not a regular file",
    stat.S_IFSOCK: "is a socket, not a regular file",
    stat.S_IFCHR: "is a device, not a regular file",
    stat.S_IFBLK: "is a device, not a regular file",
}
_OPEN_FLAGS = os.O_RDONLY
for _flag in ("O_BINARY", "O_CLOEXEC", "O_NOCTTY", "O_NONBLOCK"):  # not each system has each of them
    _OPEN_FLAGS |= getattr(os, _flag, 0)
_NOTHING_THERE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP})
_MAX_LINK_LENGTH = 4095
MAX_LINKS = 40
_NO_FILE = "no such file"
_LOOP = "broken link: it leads to itself"


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A mistake in settings, in a template, or in a spec's comment that chooses a template.

    ``path`` is None for the editor's own settings; ``line`` is 0-based; ``key`` is the setting.
    """

    path: Path | None
    line: int
    key: str | None
    message: str

    def located(self, file: str) -> str:
        """``FILE:LINE: KEY: MESSAGE`` with a 1-based line; ``file`` is the path as it is to be shown."""
        key = f"{shortened(self.key)}: " if self.key else ""
        return f"{file}:{self.line + 1}: {key}{self.message}"


class Unreadable(Exception):
    """A file has no readable text: the argument is the reason, ``line`` its 0-based line if there is one."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def regular_file_status(path: Path) -> FileStatus | None:
    """The status of a regular file, symbolic links followed; None for anything else.

    While it stays equal, the file's content counts as unchanged.
    """
    found = file_snapshots.status(path)
    return found if found is not None and found.is_file else None


def other_than_folder_status(path: Path) -> FileStatus | None:
    """The same for anything but a folder: devices, FIFOs and sockets are to be reported."""
    found = file_snapshots.status(path)
    return None if found is None or found.is_folder else found


def read(path: Path, limit: int = MAX_TEXT_SIZE) -> str:
    """The text of a file or of the file that it links to, of ``limit`` bytes at most.

    Line ends and a byte order mark stay as they are.  Raises ``Unreadable``.
    """
    return decode_utf8(read_bytes(follow_links(path), limit))


def read_bytes(path: Path, limit: int = MAX_TEXT_SIZE) -> bytes:
    """The content of a regular file of ``limit`` bytes at most; links of the file system are followed.

    The only function that opens files to read them.  Anything but a regular file could block, or never end.
    The descriptor's own status decides, since another file may take the path's place at any time; the path's
    status comes first because opening alone acts on some devices.  Raises ``Unreadable``.
    """
    try:
        _check(os.stat(path), limit)
        descriptor = os.open(path, _OPEN_FLAGS)
        try:
            _check(os.fstat(descriptor), limit)
            with open(descriptor, "rb", closefd=False) as file:
                content: bytes | None = file.read(limit + 1)
        finally:
            os.close(descriptor)
    except (OSError, ValueError, MemoryError) as error:
        raise _unreadable(path, error) from None
    if content is None:  # it gives nothing without waiting, as the kernel's log in /proc
        raise Unreadable("is not a regular file")
    if len(content) > limit:  # it has grown, or its status gives no size, as in /proc
        raise Unreadable(_too_large(limit))
    return content


def decode_utf8(content: bytes) -> str:
    """Bytes as text.  Raises ``Unreadable`` for what is not strictly UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start)
        raise Unreadable(f"not UTF-8 at byte {error.start}", line) from None


def follow_links(path: Path) -> Path:
    """The regular file that ``path`` stands for: itself, or where its links lead.

    Only links at the path's own end are followed.  Raises ``Unreadable`` for a broken link.
    """
    for _ in range(MAX_LINKS):
        target = link_target(path)
        if target is None:
            return path
        path = target
    raise Unreadable(_LOOP)


def record_content(path: Path) -> None:
    """Look at the file whose content a path stands for, so that a recording knows of it."""
    try:
        end = follow_links(path)
    except Unreadable:
        end = path
    for file in (path, end):
        file_snapshots.status(file)


def note_unreadable(path: Path, error: ReadError, why: str) -> None:
    """Note that a content cannot be read, be it that a file has gone whose status was read just before."""
    is_gone = isinstance(error, OSError) and error.errno in _NOTHING_THERE
    if is_gone and file_snapshots.was_there(path):
        note_gone(path, why)
    else:
        note_read(path, error)


def link_target(path: Path) -> Path | None:
    """Where the link at ``path`` leads, in a single step; None if it is no link.

    Raises ``Unreadable`` for a broken link.
    """
    link = _link(path)
    return None if link is None else Path(os.path.normpath(path.parent / link))


def linked_file(content: str, folder: Path) -> Path | None:
    """The file that a text names if it reads like a link of a file in ``folder``; else None.

    The named file exists, or at least has the suffix of a spec.
    """
    if not content or len(content) > _MAX_LINK_LENGTH or any(c in content for c in "\n\r\0"):
        return None
    if content.startswith("/") or os.path.isabs(content):
        return None
    named = folder / content
    looks_like_a_spec = content.endswith(SUFFIX) and not any(map(str.isspace, content))
    return named if looks_like_a_spec or file_snapshots.is_file(named) else None


def same_file(path: Path, other: Path) -> bool:
    """True if two paths lead to one file."""
    if path == other:
        return True
    try:
        first, second = (file_snapshots.status(follow_links(link)) for link in (path, other))
    except Unreadable:
        return False
    if first is None or second is None:
        return False
    return (first.device, first.inode) == (second.device, second.inode)


def _link(path: Path) -> str | None:
    """The target of the link at ``path``, relative to its folder; None if ``path`` is no link."""
    try:
        status = file_snapshots.link_status(path)
        if status.is_link:
            link = os.readlink(path)
            if file_snapshots.status(path) is None:
                os.stat(path)  # raises with the reason
            return link
    except FileNotFoundError as error:
        if os.path.islink(path):
            raise Unreadable(f'broken link to "{os.readlink(path)}"') from None
        note_unreadable(path, error, _NO_FILE)
        raise Unreadable(_NO_FILE) from None
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    if path.suffix != SUFFIX or not status.is_file or status.size > _MAX_LINK_LENGTH:
        return None
    return _link_of_git(path)


def _link_of_git(path: Path) -> str | None:
    """The whole content of a regular file if git wrote it for a link; else None."""
    try:
        content = read_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        return None
    named = linked_file(content, path.parent)
    if named is not None and not file_snapshots.is_file(named):
        raise Unreadable(f'broken link to "{content}"')
    return None if named is None else content


def _check(status: os.stat_result, limit: int) -> None:
    """Raise ``Unreadable`` for what is no regular file of ``limit`` bytes at most."""
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(_KINDS.get(stat.S_IFMT(status.st_mode), "is not a regular file"))
    if status.st_size > limit:
        raise Unreadable(_too_large(limit))


def _too_large(limit: int) -> str:
    return f"larger than {limit // 1024**2} MB" if limit >= 1024**2 else f"larger than {limit // 1024} KB"


def _unreadable(path: Path, error: OSError | ValueError | MemoryError) -> Unreadable:
    """The error to raise for a path; that of the file system is noted."""
    is_loop = isinstance(error, OSError) and error.errno == errno.ELOOP
    why = _LOOP if is_loop else reason(error)
    if not isinstance(error, ValueError):
        note_unreadable(path, error, why)
    return Unreadable(why)
