"""``spec-ls check``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from spec_ls.checks.fix_all import count_fixable, fix_all
from spec_ls.checks.run import Checked
from spec_ls.checks.run import check as run_checks
from spec_ls.cli.arguments import Options
from spec_ls.cli.console import Console, display_path
from spec_ls.cli.inputs import STDIN, InputSource, input_sources, read_and_resolve
from spec_ls.cli.since import Since
from spec_ls.config import Config
from spec_ls.deadline import Deadline
from spec_ls.findings import Severity
from spec_ls.model.document import parse
from spec_ls.model.template import Template
from spec_ls.report.diff import unified_diff
from spec_ls.report.findings_json import finding_objects, json_text
from spec_ls.report.findings_text import counted, finding_lines, shown_findings, summary
from spec_ls.spec import compare
from spec_ls.suppressions import INCOMPLETE
from spec_ls.text import Text
from spec_ls.workspace import (
    ChangedMeanwhile,
    GitFailure,
    LeadsOutside,
    NoTemplate,
    Resolution,
    Unreadable,
    Workspace,
    folder_of,
    follow_links,
    write,
    write_target,
)
from spec_ls.workspace.read_failures import reason


def check(options: Options, console: Console) -> int:
    """Check or fix the specs that the options name, or print a diff; return the exit status."""
    workspace = Workspace(others=map(Path, options.paths))
    if options.template is not None:
        try:
            workspace.template(options.template)
        except NoTemplate as error:
            console.failure(f"--template: {error}")
            return console.status
    run = _Run(options, console, Since(options.since) if options.since is not None else None)
    if run.since is not None and not _is_known_revision(run.since, options, console):
        return console.status
    with console.reporting_failures():
        specs = _specs(run, workspace)
    for source, resolution, template in specs:
        run.process(source, resolution, template)
    run.finish()
    return console.status


def _is_known_revision(since: Since, options: Options, console: Console) -> bool:
    """True if git can answer for all PATHs; else it is reported."""
    if options.fix or options.diff:
        console.failure("--since reports findings, it is not used with --fix or --diff")
        return False
    stdin_filename = options.stdin_filename or "."
    try:
        for path in options.paths or ["."]:
            since.changes(folder_of(Path(stdin_filename if path == STDIN else path)))
    except GitFailure as error:
        console.failure(f"--since: {error}")
        return False
    return True


def _specs(run: _Run, workspace: Workspace) -> list[tuple[InputSource, Resolution, Template]]:
    """The sources that are specs.  All are resolved first: any may name another as its template."""
    options, console, found = run.options, run.console, []
    for source, _ in input_sources(options.paths or ["."], options.stdin_filename, workspace, console):
        if source.is_stdin and options.fix:
            run.stdin = source.stdin  # --fix prints standard input also if it is no spec
        resolved = read_and_resolve(source, workspace, console, options.template)
        if resolved is not None and resolved[1].template is not None:
            found.append((source, resolved[1], resolved[1].template))
    return [spec for spec in found if not workspace.is_chosen(spec[0].path)]


def _with_options(config: Config, options: Options) -> Config:
    """The settings under the command line's options: --select replaces theirs, --ignore adds to them."""
    select = options.select or config.select
    return replace(config, select=select, ignore=(config.ignore - options.select) | options.ignore)


_SECONDS = 2.0
"""Processor time for a document, its check and the proofs of its fixes; a real spec takes a fifth of that."""

_LEAST_PROOF_SECONDS = 0.3
"""Processor time in which fixes are proven however long the check took; a real spec's take 0.2 s at most."""

_FIX_SECONDS = 10.0
"""Processor time in which ``--fix`` and ``--diff`` prove fixes, again behind each fix of a heading."""


@dataclass(slots=True)
class _Run:
    """The results so far.  They are printed at the end, so that the status does not depend on a reader."""

    options: Options
    console: Console
    since: Since | None
    output: list[str] = field(default_factory=list)
    objects: list[dict[str, Any]] = field(default_factory=list)
    severities: list[Severity] = field(default_factory=list)
    specs: int = 0
    files: int = 0
    fixable: int = 0
    unsafe: int = 0
    fixed: int = 0
    changed: set[Path] = field(default_factory=set)
    stdin: str | None = None

    def process(self, source: InputSource, resolution: Resolution, template: Template) -> None:
        """Check, fix or compare one spec; a failure does not stop the rest."""
        config = _with_options(resolution.config, self.options)
        deadline = Deadline.after(_SECONDS)
        try:
            text = Text.of("") if resolution.by_name else source.read()
            spec = compare(parse(text), template, config, source.path, None, resolution.headers)
            checked = run_checks(spec)
            if self.since is not None:
                checked = self.since.new_findings(checked, source.is_stdin)
            fixes = not resolution.is_doubtful  # else a fix might follow from another template
            if self.options.diff:
                if fixes:
                    self._compare(source, checked)
            else:
                after = self._fix(source, checked) if self.options.fix and fixes else checked
                self._report(source, after, deadline.at_least(_LEAST_PROOF_SECONDS))
        except Unreadable as error:
            self.console.unreadable(source.name, error)
        except (LeadsOutside, GitFailure) as error:
            self.console.failure(f"{source.name}: {error}")
        except OSError as error:
            self.console.failure(f"{source.name}: {reason(error)}")
        except Exception as error:
            self.console.unexpected(source.name, error)

    def finish(self) -> None:
        """Write the findings and a summary.  With --fix, standard input is printed instead of findings."""
        findings = "".join(self.output)
        if self.options.format == "json" and not self.options.diff:
            findings = json_text(self.objects)
        if self.stdin is None:
            self.console.out(findings)
        else:
            self.console.out(self.stdin)
            self.console.error(findings)
        self.console.flush()
        self.console.message(self._summary())

    def _report(self, source: InputSource, checked: Checked, deadline: Deadline) -> None:
        self.specs += 1
        self.files += bool(checked.findings)
        self.severities += (finding.severity for finding in shown_findings(checked))
        if any(finding.severity is Severity.ERROR for finding in checked.findings):
            self.console.found_error()
        if any(finding.code == INCOMPLETE for finding in checked.findings):
            self.console.found_incomplete()
        if self.options.format == "json":
            self.objects += finding_objects(
                source.name, checked, Path.cwd(), self.options.unsafe_fixes, deadline
            )
        else:
            self.output += finding_lines(source.name, checked, self.console.is_coloured)
        if not (self.options.fix and self.options.unsafe_fixes):
            fixable = count_fixable(checked, deadline)
            self.fixable += fixable.safe
            self.unsafe += fixable.unsafe

    def _fix(self, source: InputSource, checked: Checked) -> Checked:
        """Fix a spec, on disk if it is a file.  A second link to a file finds it fixed.

        A file that is not written keeps its findings.
        """
        after, count = self._fixed(source, checked)
        if source.is_stdin:
            self.stdin = str(after.spec.text)
        elif count and source.path is not None:
            if not self._write(source, checked, after):
                return checked
            self.changed.add(source.path)
        self.fixed += count
        return after

    def _fixed(self, source: InputSource, checked: Checked) -> tuple[Checked, int]:
        """The spec after its fixes, as far as these are proven in time, and their number."""
        deadline = Deadline.after(_FIX_SECONDS)
        fixed = fix_all(checked, self.options.unsafe_fixes, deadline)
        if deadline.is_over():
            self.console.message(f"{source.name}: not all fixes were tried: that would take too long")
        return fixed

    def _write(self, source: InputSource, checked: Checked, after: Checked) -> bool:
        assert source.path is not None
        try:
            write(source.path, str(after.spec.text), str(checked.spec.text), source.folder)
            return True
        except ChangedMeanwhile:
            self.console.left(source.name)
        except LeadsOutside as error:
            self.console.failure(f"{source.name}: {error}")
        except Unreadable as error:
            self.console.unreadable(source.name, error)
        except OSError as error:
            self.console.failure(f"{source.name}: {reason(error)}")
        return False

    def _compare(self, source: InputSource, checked: Checked) -> None:
        self.specs += 1
        file = source.path if source.is_stdin or source.path is None else follow_links(source.path)
        after, count = self._fixed(source, checked)
        if not count or file in self.changed:
            return
        if not source.is_stdin and source.path is not None:
            write_target(source.path, source.folder)
        name = source.name if file in (None, source.path) else display_path(file)
        self.output.append(unified_diff(name, str(checked.spec.text), str(after.spec.text)))
        self.console.found_error()
        self.fixed += count
        self.changed.add(file or Path(name))

    def _summary(self) -> str:
        done = f"{counted(self.fixed, 'fix')} in {counted(len(self.changed), 'file')}"
        if self.options.diff:
            return f"would make {done}"
        found = summary(self.severities, self.files, self.specs)
        more = []
        if self.fixable and not self.options.fix:
            more.append(f"{self.fixable} fixable with --fix")
        if self.unsafe:
            more.append(
                f"{self.unsafe} {'more' if more or self.fixed else 'fixable'} with --fix --unsafe-fixes"
            )
        made = [f"made {done}"] if self.options.fix and self.fixed else []
        return "; ".join([*made, found, *([", ".join(more)] if more else [])])
