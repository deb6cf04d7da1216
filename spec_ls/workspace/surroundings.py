"""What there is around the specs of a folder: the repository, its project, the settings files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from spec_ls.layer import Layer
from spec_ls.workspace.files import FileProblem
from spec_ls.workspace.layers import Layers
from spec_ls.workspace.layout import is_root
from spec_ls.workspace.profiles import Mark, project_of
from spec_ls.workspace.settings import Settings, found
from spec_ls.workspace.wishes import Reason, Rule


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What was found around a folder.

    ``top`` is the repository's top folder, and ``project`` whose it is, as ``project_by`` says; outside of
    a repository all are None.  ``profile`` serves because of ``profile_by``: a setting, or the project.
    ``settings`` are the settings files, the nearest first, and ``counts`` is the one of them that counts.
    ``problems`` are in what serves here.
    """

    top: Path | None
    project: str | None
    project_by: Mark | None
    profile: Settings | None
    profile_by: Reason | None
    settings: tuple[Settings, ...]
    counts: Settings | None
    problems: tuple[FileProblem, ...]


def surroundings(layers: Layers, folder: Path, editor: Layer) -> Surroundings:
    """What there is around a folder, which need not be there itself."""
    sources, roots, problems = layers.around(folder, editor)
    profile = next((one.settings for one in sources if one.is_profile), None)
    counts = next((one.settings for one in sources if one.settings and not one.is_profile), None)
    top = roots.folders[-1] if roots.in_repository else None
    project, by = project_of(top) if top else (None, None)
    if top and not is_root(top):
        by = Mark.FOLDER
    all_found = tuple(found(folder))
    reason = None
    if profile is not None:
        reason = Reason(Rule.LAYOUT, path=top)
        if counts and counts.layer.profile:
            reason = Reason(Rule.SETTINGS, "profile", counts)
        elif editor.profile:
            reason = Reason(Rule.EDITOR, "profile")
    return Surroundings(top, project, by, profile, reason, all_found, counts, problems)
