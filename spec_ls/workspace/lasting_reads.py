"""The reads of a look at files, as texts by which a later process can tell whether they would be the same."""

from __future__ import annotations

import json
import time

from spec_ls.workspace.file_snapshots import FileSnapshots
from spec_ls.workspace.raw_reads import FileStatus, FolderVersion

_TICK, _COARSE_TICK = 100_000_000, 2_000_000_000
"""Nanoseconds in which a file may change again without another time, usually, and where times are whole
seconds, as on FAT.  No result of such a file is kept."""

_SECOND = 1_000_000_000


def reads_of(snapshots: FileSnapshots) -> tuple[str, ...] | None:
    """The reads as texts; None if a read failed, or a file has only just changed: nothing is kept then."""
    if snapshots.has_failures:
        return None
    now, texts = time.time_ns(), []
    for name, arguments, result in snapshots.reads():
        if _has_just_changed(result, now):
            return None
        texts.append(json.dumps((name, arguments, result)))
    return tuple(texts)


def _has_just_changed(result: object, now: int) -> bool:
    if isinstance(result, FolderVersion):
        return result.entries is not None
    if not isinstance(result, FileStatus):
        return False
    latest = max(result.mtime_ns, result.ctime_ns)
    return now - latest < (_COARSE_TICK if latest % _SECOND == 0 else _TICK)
