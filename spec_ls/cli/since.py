"""``check --since``: the findings that a file did not have at an earlier revision."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from spec_ls.checks.causes import known_causes
from spec_ls.checks.run import Checked, check
from spec_ls.findings import Finding
from spec_ls.model.document import parse
from spec_ls.spec import Spec, compare
from spec_ls.text import Text
from spec_ls.workspace import Changes, Unreadable, changes_since, decode_utf8


@dataclass(slots=True)
class Since:
    """A revision, and what changed since then in each repository that was asked about."""

    revision: str
    _changes: dict[Path, Changes] = field(default_factory=dict)

    def changes(self, folder: Path) -> Changes:
        """The changes in the repository around a folder.  Raises ``GitFailure``."""
        if folder not in self._changes:
            known = (found for found in self._changes.values() if folder.resolve().is_relative_to(found.top))
            self._changes[folder] = next(known, None) or changes_since(folder, self.revision)
        return self._changes[folder]

    def new_findings(self, checked: Checked) -> Checked:
        """The findings that are new: none in a file that did not change.  Raises ``GitFailure``."""
        path = checked.spec.path
        if path is None:
            return checked
        changes = self.changes(path.parent)
        if not changes.is_changed(path):
            return replace(checked, findings=())
        content = changes.text_before(path)
        before = Counter(map(_key, *_known(checked.spec, content))) if content is not None else Counter()
        new = []
        for finding in checked.findings:
            key = _key(finding, checked.spec)
            before[key] -= 1
            if before[key] < 0:
                new.append(finding)
        return replace(checked, findings=tuple(known_causes(new)))


def _known(spec: Spec, content: bytes) -> tuple[list[Finding[Any]], list[Spec]]:
    """The findings of the text at that time, each with its spec."""
    try:
        text = Text.of(decode_utf8(content))
    except Unreadable:
        return [], []
    then = compare(parse(text), spec.template, spec.config, spec.path)
    found = list(check(then).findings)
    return found, [then] * len(found)


def _key(finding: Finding[Any], spec: Spec) -> tuple[str, tuple[str, ...] | None, str]:
    """A finding by its code, its section and the text of its line, wherever that is."""
    return finding.code, finding.section, spec.text.lines[finding.range.start.line].strip()
