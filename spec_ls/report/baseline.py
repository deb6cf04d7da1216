"""Baselines: the findings that a repository already had, which are not reported again.

An entry is a finding's code, its section and the words of the line on which it begins, so it stays while
lines move.  Paths are relative to the baseline's folder, with forward slashes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, NamedTuple

from spec_ls.report.results import FindingResult

_VERSION = 1
_FORMAT = "spec-ls baseline"


class Entry(NamedTuple):
    """Findings of a file that are the same in all of this."""

    code: str
    section: tuple[str, ...]
    words: str


Entries = Mapping[Entry, int]
"""The number of findings for each entry."""


@dataclass(frozen=True, slots=True)
class FileBaseline:
    """The entries of a file; ``content`` is the digest of the text that it had."""

    content: str
    entries: Entries


class BadBaseline(Exception):
    """A text is no baseline: the argument is the reason, ``line`` its 0-based line."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def entries_of(findings: Iterable[FindingResult]) -> Entries:
    """The entries for the findings of one file."""
    return Counter(Entry(finding.code, finding.section or (), finding.words) for finding in findings)


def content_digest(text: str) -> str:
    """A digest by which the text of a file is known again under another path."""
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def written(files: Mapping[str, FileBaseline]) -> str:
    """A baseline as JSON, one line an entry, sorted: a change of a finding changes a line of it."""
    lines = [f'{{"format": "{_FORMAT}", "version": {_VERSION}, "files": {{']
    paths = sorted(path for path, file in files.items() if file.entries)
    for path in paths:
        file = files[path]
        lines.append(f'  {_json(path)}: {{"content": {_json(file.content)}, "findings": [')
        entries = [
            _json({**entry._asdict(), "count": count}) for entry, count in sorted(file.entries.items())
        ]
        lines += [f"    {entry}," for entry in entries[:-1]]
        lines.append(f"    {entries[-1]}")
        lines.append("  ]}" + ("," if path != paths[-1] else ""))
    return "\n".join([*lines, "}}"]) + "\n"


def parsed(text: str) -> dict[str, FileBaseline]:
    """The baseline in a text, by path.  Raises ``BadBaseline``."""
    try:
        read = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadBaseline(f"broken JSON: {error.msg}", error.lineno - 1) from None
    except (RecursionError, ValueError) as error:
        raise BadBaseline(f"broken JSON: {str(error) or 'nested too deeply'}") from None
    if not isinstance(read, dict) or read.get("format") != _FORMAT:
        raise BadBaseline(f'is no baseline: it does not say "format": "{_FORMAT}"')
    if read.get("version") != _VERSION:
        raise BadBaseline("is of another version of spec-ls; write it again with --write-baseline")
    try:
        return {_text(path): _file(file) for path, file in read["files"].items()}
    except (KeyError, TypeError, ValueError, AttributeError):
        raise BadBaseline("is no baseline: an entry has another form") from None


def merged(before: Mapping[str, FileBaseline], now: Mapping[str, FileBaseline]) -> dict[str, FileBaseline]:
    """A baseline in which the files that were looked at now have new entries, or none."""
    return {**before, **now}


def _file(value: Any) -> FileBaseline:
    entries = Counter[Entry]()
    for entry in value["findings"]:
        key = Entry(_text(entry["code"]), tuple(map(_text, entry["section"])), _text(entry["words"]))
        entries[key] += _count(entry["count"])
    return FileBaseline(_text(value["content"]), entries)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError
    return value


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
