"""Looks at one input after the other for ``spec-ls check``: is it a spec, and what is wrong with it."""

from __future__ import annotations

import logging
from contextvars import copy_context
from pathlib import Path

from spec_ls.cli.arguments import Options
from spec_ls.cli.checking import check_spec
from spec_ls.cli.config_option import option_layer
from spec_ls.cli.console import Console, LogHandler
from spec_ls.cli.inputs import InputSource
from spec_ls.cli.look import Look
from spec_ls.cli.since import Since
from spec_ls.cli.spec_inputs import spec_input
from spec_ls.report.results import FixesWanted
from spec_ls.rst.shared_blocks import begin_sharing
from spec_ls.workspace import FileProblem, Workspace, read_failures
from spec_ls.workspace.file_snapshots import FileSnapshots, begin_look
from spec_ls.workspace.files import record_content
from spec_ls.workspace.lasting_reads import reads_of
from spec_ls.workspace.layers import NO_OPTIONS


class Looker:
    """Looks at inputs under the options of one run.  Holds caches alone."""

    def __init__(self, options: Options, wanted: FixesWanted) -> None:
        self._options, self._wanted = options, wanted
        self._messages = _Messages()
        settings = option_layer(options.settings, self._messages) or NO_OPTIONS
        self._workspace = Workspace(others=map(Path, options.paths), options=settings)
        self._since = Since(options.since) if options.since is not None else None
        self._handler = LogHandler(self._messages)
        self._context = copy_context()  # in which all inputs share what was read, and equal blocks
        for begin in (begin_look, begin_sharing):
            self._context.run(begin)

    def __call__(self, source: InputSource) -> Look:
        """Look at one input.  Never raises."""
        return self._context.run(self._look_safely, source)

    def _look_safely(self, source: InputSource) -> Look:
        self._messages.texts.clear()
        logging.getLogger().addHandler(self._handler)
        try:
            return self._look(source)
        except Exception as error:
            self._messages.failed(source.name, error)
            return Look(messages=tuple(self._messages.texts))
        finally:
            logging.getLogger().removeHandler(self._handler)

    def _look(self, source: InputSource) -> Look:
        snapshots = FileSnapshots()
        with read_failures.collecting() as failures, snapshots.recording():
            if source.path is not None:
                record_content(source.path)
            spec = spec_input(source, self._options, self._workspace, self._messages)
        disk = next((FileProblem(path, 0, None, reason) for path, reason in failures.items()), None)
        chosen = self._workspace.chosen.of(source.path) if source.path is not None else None
        is_kept = not (source.is_stdin or self._since or self._options.no_cache)
        reads = reads_of(snapshots) if is_kept else None
        if spec is None:
            return Look(None, tuple(self._messages.texts), disk, chosen, reads)
        outcome = check_spec(spec, self._wanted, self._since)
        if outcome.failure is not None:
            self._messages.failure(outcome.failure)
        for_today = spec.resolution.config.header is not None
        return Look(outcome.result, tuple(self._messages.texts), disk, chosen, reads, for_today)


class _Messages(Console):
    """Collects messages, for whoever prints them."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def failure(self, message: str) -> None:
        """Keep a message, once for each input."""
        if message not in self.texts:
            self.texts.append(message)
