"""Reading and writing single files, and links as git writes them.

Where a file system or git's settings have no symbolic links, git writes a link as a regular file whose
whole content is the path it points to, without a line end.  Such a file is a link here too.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from spec_ls.workspace import looks
from spec_ls.workspace.looks import Status

SUFFIX = ".rst"
_LONGEST_LINK = 4095
_MOST_LINKS = 40


@dataclass(frozen=True, slots=True)
class FileProblem:
    """What is wrong in a file that is no spec: settings, a template; or with where a comment points.

    ``path`` is None for the editor's own settings; ``line`` is 0-based; ``key`` is the setting meant.
    """

    path: Path | None
    line: int
    key: str | None
    message: str


class Unreadable(Exception):
    """A file whose text cannot be had; the argument says why, ``line`` where, 0-based, if it is one place."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def stamp(path: Path) -> Status | None:
    """What changes when a regular file's content does, symbolic links followed; None where none is."""
    found = looks.status(path)
    return found if found is not None and found.is_file else None


def read(path: Path) -> str:
    """The text of a file or of the file that it links to.

    Line ends and a byte order mark stay as they are.  Raises ``Unreadable``.
    """
    return decoded(_content(target(path)))


def decoded(content: bytes) -> str:
    """Bytes as text.  Raises ``Unreadable`` for what is not strictly UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start)
        raise Unreadable(f"not UTF-8 at byte {error.start}", line) from None


def target(path: Path) -> Path:
    """The regular file that ``path`` stands for: itself, or where its links lead.

    Only links at the path's own end are followed.  Raises ``Unreadable`` for a broken link.
    """
    for _ in range(_MOST_LINKS):
        link = _link(path)
        if link is None:
            return path
        path = Path(os.path.normpath(path.parent / link))
    raise Unreadable("broken link: it leads to itself")


def named_file(content: str, folder: Path) -> Path | None:
    """The file that ``content`` names if it reads like a link of a file in ``folder``.

    The file exists, or at least has the suffix of a spec.
    """
    if not content or len(content) > _LONGEST_LINK or any(c in content for c in "\n\r\0"):
        return None
    if content.startswith("/") or os.path.isabs(content):
        return None
    named = folder / content
    looks_like_a_spec = content.endswith(SUFFIX) and not any(map(str.isspace, content))
    return named if looks_like_a_spec or looks.is_file(named) else None


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file."""
    if one == other:
        return True
    try:
        first, second = looks.status(target(one)), looks.status(target(other))
    except Unreadable:
        return False
    if first is None or second is None:
        return False
    return (first.device, first.inode) == (second.device, second.inode)


def write(path: Path, text: str) -> None:
    """Put ``text`` into the file that ``path`` stands for, in one step and with its permissions kept.

    Raises ``OSError``, or ``Unreadable`` for a broken link; the file is then as it was.
    """
    path = Path(os.path.realpath(target(path)))
    mode = stat.S_IMODE(os.stat(path).st_mode)
    if not os.access(path, os.W_OK):
        raise PermissionError(13, "no permission to write", str(path))
    import tempfile  # slow to import, and only --fix writes

    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _link(path: Path) -> str | None:
    """Where the link at ``path`` points, relative to its folder; None for what is no link."""
    try:
        own = looks.own_status(path)
        if own.is_link:
            link = os.readlink(path)
            if looks.status(path) is None:
                os.stat(path)  # raises with the reason
            return link
    except FileNotFoundError:
        if os.path.islink(path):
            raise Unreadable(f'broken link to "{os.readlink(path)}"') from None
        raise Unreadable("no such file") from None
    except (OSError, ValueError) as error:
        raise Unreadable(_reason(error)) from None
    if path.suffix != SUFFIX or not own.is_file or own.size > _LONGEST_LINK:
        return None
    content = _content(path)
    try:
        named = named_file(content.decode("utf-8"), path.parent)
    except UnicodeDecodeError:
        return None
    if named is not None and not looks.is_file(named):
        raise Unreadable(f'broken link to "{content.decode("utf-8")}"')
    return None if named is None else content.decode("utf-8")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise Unreadable(_reason(error)) from None


def _reason(error: OSError | ValueError) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return text[:1].lower() + text[1:]
