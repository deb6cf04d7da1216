"""Lines of files of redirects that name files which are renamed.

A line holds the old place of a page, relative to the file's own folder, and the new one, relative to the
folder of the old one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from spec_ls.features.file_renames import moved
from spec_ls.text import Edit, Range, Text, line_content

_LINE = re.compile(r"\s*(?P<old>\S+)[ \t]+(?P<new>\S+)[ \t]*$")


def renamed_redirects(file: Path, text: Text, moves: Mapping[Path, Path]) -> Iterator[Edit]:
    """The edits of a file of redirects by which it leads to files, or folders, after the moves.

    All paths are absolute.  A file that is moved itself is left as it is.
    """
    if moved(file, moves) != file:
        return
    for number, line in enumerate(text.lines):
        found = _LINE.match(line_content(line))
        if found is None or "\0" in found[0]:
            continue
        folder = Path(os.path.normpath(file.parent / PurePosixPath(found["old"]))).parent
        target = Path(os.path.normpath(folder / PurePosixPath(found["new"])))
        now = moved(target, moves)
        if now != target:
            name = PurePosixPath(*Path(os.path.relpath(now, folder)).parts).as_posix()
            yield Edit(Range.of(number, found.start("new"), number, found.end("new")), name)
