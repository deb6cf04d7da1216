"""Resolves paths: which template and settings serve a file, and which specs a folder has.

The only package that reads the file system; it writes what ``--fix`` and ``init`` change, and a
cache of what it has read.
"""

from spec_ls.workspace.conf_py import ConfPy
from spec_ls.workspace.discovery import Workspace
from spec_ls.workspace.doc8_settings import Doc8File
from spec_ls.workspace.file_snapshots import one_look
from spec_ls.workspace.files import FileProblem, Unreadable, decode_utf8, follow_links, read
from spec_ls.workspace.git import Changes, GitFailure, changes_since, folder_of, git_version, top_of
from spec_ls.workspace.profiles import ProjectNameSource
from spec_ls.workspace.project_info import ProjectInfo
from spec_ls.workspace.redirects import redirect_files
from spec_ls.workspace.resolution import Resolution
from spec_ls.workspace.scratch import empty_repository
from spec_ls.workspace.settings_files import SettingsFile
from spec_ls.workspace.template_bounds import holds_everything
from spec_ls.workspace.template_hints import TemplateHints, hints_in, hints_of
from spec_ls.workspace.template_requests import Reason, Rule
from spec_ls.workspace.templates import SETTINGS_ORIGIN, NoTemplate, template_name
from spec_ls.workspace.visible_names import visible_names
from spec_ls.workspace.walk import is_ignored
from spec_ls.workspace.writing import ChangedMeanwhile, LeadsOutside, create, write, write_target

__all__ = [
    "SETTINGS_ORIGIN",
    "ChangedMeanwhile",
    "Changes",
    "ConfPy",
    "Doc8File",
    "FileProblem",
    "GitFailure",
    "LeadsOutside",
    "NoTemplate",
    "ProjectInfo",
    "ProjectNameSource",
    "Reason",
    "Resolution",
    "Rule",
    "SettingsFile",
    "TemplateHints",
    "Unreadable",
    "Workspace",
    "changes_since",
    "create",
    "decode_utf8",
    "empty_repository",
    "folder_of",
    "follow_links",
    "git_version",
    "hints_in",
    "hints_of",
    "holds_everything",
    "is_ignored",
    "one_look",
    "read",
    "redirect_files",
    "template_name",
    "top_of",
    "visible_names",
    "write",
    "write_target",
]
