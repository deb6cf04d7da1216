"""``check --since``: the findings that a file did not have at an earlier revision."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from spec_ls.checks.known import without_known
from spec_ls.checks.run import Checked, check
from spec_ls.findings import Finding
from spec_ls.model.document import parse
from spec_ls.spec import Spec, compare
from spec_ls.text import Text
from spec_ls.workspace import Changes, Unreadable, changes_since, decode_utf8, folder_of, top_of

_Key = tuple[str, tuple[str, ...] | None, str]


@dataclass(frozen=True, slots=True)
class Since:
    """A revision, and what changed since then in each repository that was asked about."""

    revision: str
    _tops: dict[Path, Path] = field(default_factory=dict)
    _changes: dict[Path, Changes] = field(default_factory=dict)

    def changes(self, folder: Path) -> Changes:
        """The changes in the innermost repository around a folder.  Raises ``GitFailure``."""
        if folder not in self._tops:
            self._tops[folder] = top_of(folder)
        top = self._tops[folder]
        if top not in self._changes:
            self._changes[top] = changes_since(top, self.revision)
        return self._changes[top]

    def new_findings(self, checked: Checked, is_stdin: bool) -> Checked:
        """The findings that are new: none in a file that did not change.  Raises ``GitFailure``.

        Standard input may differ from a file that did not change.
        """
        path = checked.spec.path
        if path is None:
            return checked
        changes = self.changes(folder_of(path.parent))
        if not (is_stdin or changes.is_changed(path)):
            return replace(checked, findings=())
        old = changes.path_before(path)
        before = Counter(_keys(checked.spec, changes.text_before(old), old) if old else ())
        return without_known(checked, before, lambda finding: _key(finding, checked.spec))[0]


def _keys(spec: Spec, content: bytes, path: Path) -> list[_Key]:
    """The findings of the content that a spec had at that time, under the path that it had then."""
    try:
        text = Text.of(decode_utf8(content))
    except Unreadable:
        return []
    then = compare(parse(text), spec.template, spec.config, path, None, spec.headers)
    return [_key(finding, then) for finding in check(then).findings]


def _key(finding: Finding[Any], spec: Spec) -> _Key:
    """A finding by its code, its section and the text of its line, wherever that is."""
    return finding.code, finding.section, spec.text.lines[finding.range.start.line].strip()
