"""The settings files of other tools around a folder: doc8's, and ``.editorconfig``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spec_ls.workspace.doc8_settings import Doc8File, Doc8Files
from spec_ls.workspace.editor_config import EditorConfig, EditorConfigFiles
from spec_ls.workspace.layout import Roots
from spec_ls.workspace.template_bounds import TemplateBounds, holds_everything


class OtherTools:
    """Finds the files of other tools.  Holds caches alone."""

    def __init__(self) -> None:
        self._doc8 = Doc8Files()
        self._editor_config = EditorConfigFiles()

    def around(self, folder: Path, roots: Roots, bounds: TemplateBounds) -> Iterator[Doc8File | EditorConfig]:
        """What is in effect in a folder: the files in the tops around it, and between it and the last top."""
        tops = _tops(roots, bounds)
        if not tops:
            return
        if doc8 := self._doc8.nearest(tops, bounds):
            yield doc8
        last = tops[-1]
        between = (above for above in (folder, *folder.parents) if above.is_relative_to(last))
        if editor_config := self._editor_config.around(between, bounds):
            yield editor_config


def _tops(roots: Roots, bounds: TemplateBounds) -> list[Path]:
    """The tops around a folder, the nearest first: of repositories, else what the user works in."""
    if roots.in_repository:
        return list(roots.folders)
    found = {*roots.folders, *bounds.folders}
    return sorted((top for top in found if not holds_everything(top)), key=lambda top: -len(top.parts))
