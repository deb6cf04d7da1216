"""Document URIs: which of them name the same document, and which file they name (RFC 8089, LSP "URI")."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes, urlsplit

_LONGEST_PATH = 4_095
"""Characters of a path: Linux has no longer ones, and others shorter ones (PATH_MAX)."""

_MOST_FOLDERS = 250
"""Folders in a path: each of them is searched for settings, again and again."""

_DRIVE = re.compile(r"/([A-Za-z]):(?=/|$)")


def key(uri: str) -> str:
    """A text that is equal for all spellings of one document's URI.

    Clients percent-encode differently and write a drive's letter large or small:
    ``file:///C%3A/x`` and ``file:///c:/x`` are one document.
    """
    parts = _file_parts(uri)
    return uri if parts is None else f"file://{parts[0]}{parts[1]}"


def to_path(uri: str) -> Path | None:
    """The file that a URI names; None for another scheme, a relative path, or an impossible name."""
    parts = _file_parts(uri)
    if parts is None or not parts[1].startswith("/") or "\0" in parts[1] or _is_too_long(parts[1]):
        return None
    host, path = parts
    if os.name == "nt":
        path = f"//{host}{path}" if host else path.removeprefix("/")
    return Path(path)


def from_path(path: Path) -> str:
    """The URI of a file, absolute, with a drive's letter small and its colon plain."""
    name = path.absolute().as_posix()
    if name.startswith("//"):
        host, _, rest = name[2:].partition("/")
        return f"file://{host}/{_quoted(rest)}"
    return "file://" + _small_drive(_quoted("/" + name.removeprefix("/")))


def _file_parts(uri: str) -> tuple[str, str] | None:
    """The host and the decoded path of a ``file`` URI; None for anything else."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file":
        return None
    host = "" if parts.netloc.lower() == "localhost" else parts.netloc.lower()
    path = unquote_to_bytes(parts.path.encode("utf-8", "surrogatepass"))
    return host, _small_drive(os.fsdecode(path))


def _is_too_long(path: str) -> bool:
    """True for a path that the system takes for none, or that would have very many folders looked at."""
    return len(path) > _LONGEST_PATH or path.count("/") > _MOST_FOLDERS


def _small_drive(path: str) -> str:
    return _DRIVE.sub(lambda match: match[0].lower(), path, count=1) if _DRIVE.match(path) else path


def _quoted(path: str) -> str:
    return quote(os.fsencode(path), safe="/:")
