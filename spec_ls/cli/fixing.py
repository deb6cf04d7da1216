"""``check --fix``, ``--add-suppressions`` and ``--diff``: what becomes of the texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from spec_ls.checks.fix_all import fix_all
from spec_ls.checks.run import Checked, check
from spec_ls.checks.suppress_all import suppress_all
from spec_ls.cli.arguments import Options
from spec_ls.cli.baseline import Baseline
from spec_ls.cli.checking import CHECK_SECONDS, outcome_of, without_baseline
from spec_ls.cli.console import Console, display_path
from spec_ls.cli.failures import failure_message
from spec_ls.cli.inputs import InputSource
from spec_ls.cli.spec_inputs import SpecInput, spec_inputs
from spec_ls.cli.wanted import fixes_wanted
from spec_ls.deadline import Deadline
from spec_ls.report.diff import unified_diff
from spec_ls.report.results import SpecResult
from spec_ls.rst.shared_blocks import sharing_blocks
from spec_ls.spec import Spec
from spec_ls.workspace import (
    ChangedMeanwhile,
    LeadsOutside,
    Unreadable,
    Workspace,
    follow_links,
    write,
    write_target,
)

LEAST_FIX_SECONDS = 0.5
"""Seconds in which fixes are proven, again behind each fix of a heading, however long the check took."""


def fix_specs(
    options: Options, workspace: Workspace, console: Console, baseline: Baseline | None = None
) -> tuple[Fixing, list[SpecResult]]:
    """Fix all specs that the options name, or compare them; what is left of the findings of each.

    The findings of a baseline are fixed, too, and those that are left are not reported.
    """
    with console.reporting_failures():
        inputs = spec_inputs(options, workspace, console)
    fixing = Fixing(options, console, None if options.diff else inputs.stdin)
    wanted = fixes_wanted(options)
    results = list[SpecResult]()
    with sharing_blocks():
        for spec in inputs.specs if baseline is None else _with_known(inputs.specs, baseline):
            outcome = outcome_of(spec, partial(_change, spec, fixing), wanted)
            if outcome.failure is not None:
                console.failure(outcome.failure)
            if outcome.result is not None:
                results.append(outcome.result)
    return fixing, results


def _with_known(specs: Sequence[SpecInput], baseline: Baseline) -> Iterator[SpecInput]:
    sources = baseline.with_known([spec.source for spec in specs])
    return (replace(spec, source=source) for spec, source in zip(specs, sources, strict=True))


def check_before_fixes(make: Callable[[], Spec]) -> tuple[Checked, Deadline]:
    """A check of the spec that is made, and the end of the time for proofs of its fixes."""
    deadline = Deadline.after(CHECK_SECONDS)
    return check(make()), deadline.at_least(LEAST_FIX_SECONDS)


def _change(spec: SpecInput, fixing: Fixing) -> Checked | None:
    """Fix or compare a spec; return what is left of its findings, None where nobody wants to see them."""
    checked, deadline = check_before_fixes(spec.spec)
    if not fixing.options.diff:
        return fixing.fix(spec, checked, deadline)
    fixing.compare(spec, checked, deadline)
    return None


@dataclass(slots=True)
class Fixing:
    """What was fixed so far.

    ``fixed`` counts the fixes, ``changed`` holds the files; ``diffs`` are those of ``--diff``.  ``stdin`` is
    standard input with its fixes, None if it is no input.
    """

    options: Options
    console: Console
    stdin: str | None = None
    fixed: int = 0
    changed: set[Path] = field(default_factory=set)
    diffs: list[str] = field(default_factory=list)

    def fix(self, spec: SpecInput, checked: Checked, deadline: Deadline) -> Checked:
        """Fix a spec, on disk if it is a file.  A second link to a file finds it fixed.

        A file that is not written keeps its findings.
        """
        source = spec.source
        if spec.resolution.is_doubtful:  # a fix might follow from another template
            return checked
        after, count = self._fixed(spec, checked, deadline)
        if source.is_stdin:
            self.stdin = str(after.spec.text)
        elif count and source.path is not None:
            if not self._write(source, source.path, checked, after):
                return checked
            self.changed.add(source.path)
        self.fixed += count
        return after

    def compare(self, spec: SpecInput, checked: Checked, deadline: Deadline) -> None:
        """Note how a spec would be changed.  Raises ``LeadsOutside``, ``OSError`` or ``Unreadable``."""
        source = spec.source
        file = source.path if source.is_stdin or source.path is None else follow_links(source.path)
        if spec.resolution.is_doubtful:
            return
        after, count = self._fixed(spec, checked, deadline)
        if not count or file in self.changed:
            return
        if not source.is_stdin and source.path is not None:
            write_target(source.path, source.folder)
        name = source.name if file in (None, source.path) else display_path(file)
        self.diffs.append(unified_diff(name, str(checked.spec.text), str(after.spec.text)))
        self.console.found_error()
        self.fixed += count
        self.changed.add(file or Path(name))

    def _fixed(self, spec: SpecInput, checked: Checked, deadline: Deadline) -> tuple[Checked, int]:
        """The spec after its fixes, as far as these are proven in time, and their number.

        Instead of fixes it may be comments that switch findings off.
        """
        if self.options.add_suppressions:
            return suppress_all(checked, lambda now: without_baseline(spec, now)[0])
        fixed = fix_all(checked, self.options.unsafe_fixes, deadline)
        if deadline.is_over():
            self.console.message(f"{spec.source.name}: not all fixes were tried: that would take too long")
        return fixed

    def _write(self, source: InputSource, path: Path, checked: Checked, after: Checked) -> bool:
        try:
            write(path, str(after.spec.text), str(checked.spec.text), source.folder)
            return True
        except ChangedMeanwhile as error:
            self.console.found_error()
            self.console.message(failure_message(source.name, error))
        except (LeadsOutside, Unreadable, OSError, MemoryError) as error:
            self.console.failed(source.name, error)
        return False
