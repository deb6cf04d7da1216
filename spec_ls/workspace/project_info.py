"""The project around a folder: its repository, its profile, its settings files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from spec_ls.layer import Layer
from spec_ls.workspace.conf_py import ConfPy
from spec_ls.workspace.doc8_settings import Doc8File
from spec_ls.workspace.editor_config import EditorConfig
from spec_ls.workspace.files import FileProblem
from spec_ls.workspace.layers import Layers, own_files
from spec_ls.workspace.layout import Roots, is_root
from spec_ls.workspace.profiles import ProjectNameSource, project_of
from spec_ls.workspace.settings_files import SettingsFile, settings_files
from spec_ls.workspace.template_requests import Reason, Rule


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """The project around a folder.

    ``top`` is the repository's top folder, ``project`` its project and ``named_by`` the place that names it;
    outside of a repository all three are None.  ``profile`` is in effect because of ``profile_reason``: a
    setting, or the project; ``marks`` are those by which it was recognised, None if its name decided.
    ``settings`` are the settings files, the nearest first, and ``effective`` is the one of them in effect;
    ``extended`` are those that it extends, the most binding first.
    ``problems`` are those of the profile and the settings in effect.  ``conf_py``
    is Sphinx's configuration whose names are known in the folder's documents.  ``doc8`` and
    ``editor_config`` are files of other tools that count behind all these.
    """

    top: Path | None
    project: str | None
    named_by: ProjectNameSource | None
    profile: SettingsFile | None
    profile_reason: Reason | None
    settings: tuple[SettingsFile, ...]
    effective: SettingsFile | None
    problems: tuple[FileProblem, ...]
    conf_py: ConfPy | None = None
    marks: str | None = None
    doc8: Doc8File | None = None
    editor_config: EditorConfig | None = None
    extended: tuple[SettingsFile, ...] = ()

    @property
    def settings_and_extended(self) -> tuple[SettingsFile, ...]:
        """The settings files around the folder, and those elsewhere that the one in effect extends."""
        around = {file.path for file in self.settings}
        return (*self.settings, *(file for file in self.extended if file.path not in around))


def project_info(layers: Layers, folder: Path, editor: Layer) -> tuple[ProjectInfo, Roots]:
    """The project around a folder, which need not exist, without its ``conf.py``; and the folder's roots."""
    found, roots, problems = layers.in_folder(folder, editor, whole=True)
    profile = next((located.file for located in found if located.is_profile), None)
    own = list(own_files(found))
    effective, chooser = next(iter(own), None), next((file for file in own if file.layer.profile), None)
    top = roots.folders[-1] if roots.in_repository else None
    project, named_by = project_of(top) if top else (None, None)
    if top and not is_root(top):
        named_by = ProjectNameSource.FOLDER
    reason = None
    if profile is not None:
        reason = Reason(Rule.LAYOUT, path=top)
        if chooser:
            reason = Reason(Rule.SETTINGS, "profile", chooser)
        elif editor.profile:
            reason = Reason(Rule.EDITOR, "profile")
    tools = [located.other_tool for located in found]
    marks = layers.marks_of(top) if top and reason and reason.rule is Rule.LAYOUT else None
    info = ProjectInfo(
        top,
        project,
        named_by,
        profile,
        reason,
        tuple(settings_files(folder)),
        effective,
        problems,
        marks=marks,
        extended=tuple(own[1:]),
        doc8=next((tool for tool in tools if isinstance(tool, Doc8File)), None),
        editor_config=next((tool for tool in tools if isinstance(tool, EditorConfig)), None),
    )
    return info, roots
