"""Reads the headers of all documents of a process, for the fields in which they name each other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from spec_ls.config import Config
from spec_ls.field_rules import HeaderKind, HeaderRules
from spec_ls.model.document import parse
from spec_ls.model.field_outline import gate_values
from spec_ls.model.headers.find import find_header, header_of_kind
from spec_ls.model.headers.preamble import read_preamble
from spec_ls.model.process_headers import ProcessHeaders
from spec_ls.model.process_number import number_in
from spec_ls.text import Text
from spec_ls.workspace import file_snapshots
from spec_ls.workspace.files import MAX_SETTINGS_SIZE, Unreadable, read, regular_file_status
from spec_ls.workspace.raw_reads import FileStatus

_MOST_DOCUMENTS = 2_000


class _KnownHeader(NamedTuple):
    """The values of a file's header by field name, as it was and under the rules that were in effect."""

    status: FileStatus | None
    rules: HeaderRules
    values: Mapping[str, str]


class ProcessHeaderCache:
    """The headers of documents as last read.  Holds a cache alone."""

    def __init__(self) -> None:
        self._files: dict[Path, _KnownHeader] = {}
        self._known: dict[Path, ProcessHeaders] = {}

    def around(self, path: Path, config: Config) -> ProcessHeaders | None:
        """The headers of the documents in a document's folder; None if no field names another document.

        The same object while no file changes.
        """
        rules = config.header
        if rules is None or not any(rule.answered_by for rule in rules.fields):
            return None
        values = {}
        for entry in (file_snapshots.entries(path.parent) or ())[:_MOST_DOCUMENTS]:
            file = path.parent / entry.name
            if file.suffix == path.suffix and not entry.is_folder and (number := number_in(file)) is not None:
                values[number] = self._of_file(file, rules)
        known = self._known.get(path.parent)
        if known is None or known.values != values:
            known = self._known[path.parent] = ProcessHeaders(values)
        return known

    def _of_file(self, file: Path, rules: HeaderRules) -> Mapping[str, str]:
        status = regular_file_status(file)
        known = self._files.get(file)
        if known is None or known.status != status or known.rules is not rules:
            values = _values(file, rules) if status else {}
            known = self._files[file] = _KnownHeader(status, rules, values)
        return known.values


def _values(file: Path, rules: HeaderRules) -> Mapping[str, str]:
    try:
        text = Text.of(read(file, MAX_SETTINGS_SIZE))
    except Unreadable:
        return {}
    if rules.kind is HeaderKind.PREAMBLE:
        header = read_preamble(text)
    else:
        document = parse(text)
        if rules.gate_pattern:
            return gate_values(document.blocks, rules.gate_pattern)
        found = header_of_kind(document, rules.kind) if rules.kind else find_header(document)
        if found is None:
            return {}
        header = found
    return {field.name: field.folded_value for field in header.fields}
