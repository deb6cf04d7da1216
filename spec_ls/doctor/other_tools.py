"""What follows from the settings files of other tools, in words."""

from __future__ import annotations

from spec_ls.doctor.path_report import PathReport
from spec_ls.workspace import Doc8File, doc8_settings, editor_config


def doc8_consequences(examined: PathReport) -> list[str]:
    """What follows from doc8's file for the path; none without such a file, or if it is broken."""
    doc8 = examined.project.doc8
    if doc8 is None or doc8.broken:
        return []
    found = list(doc8_settings.consequences(doc8, examined.spec_path, examined.resolution.config))
    return [*(found or ["nothing follows"]), "whether a finding is an error does not depend on it"]


def doc8_problems(doc8: Doc8File) -> list[str]:
    """Why the file, or values in it, are ignored."""
    if doc8.broken:
        return [doc8.broken]
    return [problem.located(problem.path.name if problem.path else "") for problem in doc8.problems]


def editor_config_sentence(examined: PathReport) -> str:
    """What follows from ``.editorconfig`` for the path; empty without such a file."""
    found = examined.project.editor_config
    if found is None:
        return ""
    sentence = editor_config.consequence(found, examined.spec_path, examined.resolution.config)
    return f"{sentence}; which lines are reported does not depend on it"
