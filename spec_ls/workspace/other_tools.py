"""The settings files of other tools around a folder: doc8's, and ``.editorconfig``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from spec_ls.workspace.doc8_settings import NAMES, Doc8File, Doc8Files
from spec_ls.workspace.editor_config import NAME, EditorConfig, EditorConfigFiles
from spec_ls.workspace.layout import Roots
from spec_ls.workspace.settings_files import SHARED_FILE
from spec_ls.workspace.template_bounds import TemplateBounds, holds_everything

_OF_DOC8_ALONE = frozenset(Path(name).name for name in NAMES) - {SHARED_FILE}


class OtherTools:
    """Finds the files of other tools.  Holds caches alone."""

    def __init__(self) -> None:
        self._doc8 = Doc8Files()
        self._editor_config = EditorConfigFiles()

    def may_change_findings(self, path: Path) -> bool:
        """False for a file of another tool on which nothing that was asked so far depends but wrapping."""
        if path.name == NAME:
            return False
        return path.name not in _OF_DOC8_ALONE or self._doc8.has_looked_at(path)

    def around(self, folder: Path, roots: Roots, bounds: TemplateBounds) -> Iterator[Doc8File | EditorConfig]:
        """What is in effect in a folder: the files in the tops around it, and between it and the last top."""
        tops = _tops(roots, bounds)
        if not tops:
            return
        if doc8 := self._doc8.nearest(tops, bounds):
            yield doc8
        if editor_config := self._editor_config.around(_places_between(folder, tops[-1]), bounds):
            yield editor_config


@lru_cache(maxsize=1024)  # asked for each path
def _places_between(folder: Path, last: Path) -> tuple[Path, ...]:
    """Where an ``.editorconfig`` for a folder may be, up to that in ``last``, the nearest first."""
    return tuple(above / NAME for above in (folder, *folder.parents) if above.is_relative_to(last))


def _tops(roots: Roots, bounds: TemplateBounds) -> list[Path]:
    """The tops around a folder, the nearest first: of repositories, else what the user works in."""
    if roots.in_repository:
        return list(roots.folders)
    found = {*roots.folders, *bounds.folders}
    return sorted((top for top in found if not holds_everything(top)), key=lambda top: -len(top.parts))
