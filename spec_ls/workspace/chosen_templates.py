"""The templates that comments in specs name."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from spec_ls.workspace.files import same_file


class ChosenTemplates:
    """Template files by the specs whose comments name them, as last resolved.

    The mapping ``by_spec`` is replaced whenever it changes.
    """

    def __init__(self) -> None:
        self.by_spec: Mapping[Path, Path] = {}

    def has(self, path: Path | None) -> bool:
        """True if a comment in another file names this file."""
        return path is not None and any(same_file(path, other) for other in set(self.by_spec.values()))

    def of(self, path: Path) -> Path | None:
        """The template file that a comment in a file names."""
        return self.by_spec.get(Path(os.path.abspath(path)))

    def remember(self, path: Path, chosen: Path | None) -> None:
        """Remember which template file the comment in a spec names."""
        if self.by_spec.get(path) != chosen:
            others = {spec: file for spec, file in self.by_spec.items() if spec != path}
            self.by_spec = others | ({path: chosen} if chosen else {})
