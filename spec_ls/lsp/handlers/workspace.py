"""Settings and files that change: ``initialized`` and the notifications below ``workspace/``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import Notification

if TYPE_CHECKING:
    from spec_ls.lsp.session import Session

_WATCHED = (
    *("**/*.rst", "**/*.toml", "**/conf.py"),
    *("**/doc8.ini", "**/tox.ini", "**/pep8.ini", "**/setup.cfg", "**/.editorconfig"),
)
"""Templates, settings, Sphinx's configuration, settings of doc8 and of editors: files on which answers depend
besides the document itself.  Settings may extend any file whose name ends in .toml.

One pattern with braces would do, but Emacs 30 refuses a ``*`` within them.
"""


def initialized(session: Session, params: types.InitializedParams) -> None:
    """Ask the client to watch files, if it can; else a change is noticed after the next keystroke."""
    if not session.client.watches_files:
        return
    watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
    watch = types.Registration("spec-ls/files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    registration = types.RegistrationParams([watch])
    session.run_in_background(session.request(types.CLIENT_REGISTER_CAPABILITY, registration))


def did_change_watched_files(session: Session, params: types.DidChangeWatchedFilesParams) -> None:
    """Check the open documents against templates and settings as they are now."""
    session.recheck([change.uri for change in params.changes])


def did_change_workspace_folders(session: Session, params: types.DidChangeWorkspaceFoldersParams) -> None:
    """Work in other folders."""
    event = params.event
    session.change_folders((folder.uri for folder in event.added), (folder.uri for folder in event.removed))


def did_change_configuration(session: Session, params: types.DidChangeConfigurationParams) -> None:
    """Take new settings; a client that sends none is asked for them, if it answers such requests."""
    if params.settings is not None:
        session.configure(params.settings)
    elif session.client.configuration:
        session.run_in_background(_fetch_settings(session))


async def _fetch_settings(session: Session) -> None:
    from spec_ls.lsp.switches import SECTION

    items = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
    found = await session.request(types.WORKSPACE_CONFIGURATION, items)
    session.configure(next(iter(found or ()), None))


HANDLERS = (
    Notification(types.INITIALIZED, initialized),
    Notification(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, did_change_watched_files),
    Notification(types.WORKSPACE_DID_CHANGE_CONFIGURATION, did_change_configuration),
    Notification(
        types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,
        did_change_workspace_folders,
        types.ServerCapabilities(
            workspace=types.WorkspaceOptions(
                workspace_folders=types.WorkspaceFoldersServerCapabilities(
                    supported=True, change_notifications=True
                )
            )
        ),
    ),
)
