"""``spec-ls check``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from spec_ls.analysis import analyse
from spec_ls.checks.run import Checked
from spec_ls.checks.run import check as run_checks
from spec_ls.cli.arguments import Options
from spec_ls.cli.console import Console, shown
from spec_ls.cli.fixing import diff, fixable, fixed
from spec_ls.cli.sources import Source, resolved, sources
from spec_ls.config import Config
from spec_ls.findings import Severity
from spec_ls.report import json, text
from spec_ls.text import Text
from spec_ls.workspace import NoTemplate, Resolution, Unreadable, Workspace, target, write


def check(options: Options, console: Console) -> int:
    """Check, fix or compare the specs that the options name; returns the exit status."""
    workspace = Workspace()
    if options.template is not None:
        try:
            workspace.template(options.template)
        except NoTemplate as error:
            console.failure(f"--template: {error}")
            return console.status
    run = _Run(options, console)
    for source, served in _specs(run, workspace):
        run.treat(source, served)
    run.finish()
    return console.status


def _specs(run: _Run, workspace: Workspace) -> list[tuple[Source, Resolution]]:
    """The specs among the sources.  All are resolved first: one may name an earlier one as its template."""
    options, console, found = run.options, run.console, []
    for source, _ in sources(options.paths or ["."], options.stdin_filename, workspace, console):
        if source.is_stdin and options.fix:
            run.stdin = source.content  # who pipes a text through --fix gets it back, spec or not
        served = resolved(source, workspace, console, options.template)
        if served is not None and served[1].template is not None:
            found.append((source, served[1]))
    return [(source, served) for source, served in found if not workspace.is_chosen(source.path)]


def _asked(config: Config, options: Options) -> Config:
    """The settings with what the command line asks for: --select replaces theirs, --ignore adds to them."""
    select = options.select or config.select
    return replace(config, select=select, ignore=(config.ignore - options.select) | options.ignore)


@dataclass(slots=True)
class _Run:
    """What has been found so far.  Output waits for the end: the status does not depend on its reader."""

    options: Options
    console: Console
    output: list[str] = field(default_factory=list)
    objects: list[dict[str, Any]] = field(default_factory=list)
    severities: list[Severity] = field(default_factory=list)
    specs: int = 0
    files: int = 0
    fixable: int = 0
    fixed: int = 0
    changed: set[Path] = field(default_factory=set)
    stdin: str | None = None

    def treat(self, source: Source, served: Resolution) -> None:
        """Check, fix or compare one spec; whatever goes wrong there does not stop the rest."""
        config = _asked(served.config, self.options)
        try:
            content = Text.of("") if served.by_name else source.read()
            checked = run_checks(analyse(content, served.template, config, source.path))
            if self.options.diff:
                self._compare(source, checked)
            else:
                self._report(source, self._fix(source, checked) if self.options.fix else checked)
        except Unreadable as error:
            self.console.unreadable(source.shown, error)
        except OSError as error:
            self.console.failure(f"{source.shown}: {error.strerror or error}")
        except Exception as error:
            self.console.unexpected(source.shown, error)

    def finish(self) -> None:
        """Write the findings and a summary.  Fixed standard input takes the place of findings."""
        findings = "".join(self.output)
        if self.options.format == "json" and not self.options.diff:
            findings = json.array(self.objects)
        if self.stdin is None:
            self.console.out(findings)
        else:
            self.console.out(self.stdin)
            self.console.error(findings)
        self.console.flush()
        self.console.note(self._summary())

    def _report(self, source: Source, checked: Checked) -> None:
        self.specs += 1
        self.files += bool(checked.findings)
        self.severities += (finding.severity for finding in checked.findings)
        if any(finding.severity is Severity.ERROR for finding in checked.findings):
            self.console.found_error()
        if self.options.format == "json":
            self.objects += json.objects(source.shown, checked, Path.cwd())
        else:
            self.output += text.lines(source.shown, checked, self.console.is_coloured)
        if not self.options.fix:
            self.fixable += fixable(checked)

    def _fix(self, source: Source, checked: Checked) -> Checked:
        """Put right what can be, on disk.  A second link to a file finds it fixed."""
        after, count = fixed(checked)
        if source.is_stdin:
            self.stdin = str(after.analysis.text)
        elif count and source.path is not None:
            write(source.path, str(after.analysis.text))
            self.changed.add(source.path)
        self.fixed += count
        return after

    def _compare(self, source: Source, checked: Checked) -> None:
        self.specs += 1
        file = source.path if source.is_stdin or source.path is None else target(source.path)
        after, count = fixed(checked)
        if not count or file in self.changed:
            return
        name = source.shown if file in (None, source.path) else shown(file)
        self.output.append(diff(name, str(checked.analysis.text), str(after.analysis.text)))
        self.console.found_error()
        self.fixed += count
        self.changed.add(file or Path(name))

    def _summary(self) -> str:
        done = f"{text.counted(self.fixed, 'fix')} in {text.counted(len(self.changed), 'file')}"
        if self.options.diff:
            return f"would make {done}"
        found = text.summary(self.severities, self.files, self.specs)
        if self.options.fix and self.fixed:
            return f"made {done}; {found}"
        return f"{found}; {self.fixable} fixable with --fix" if self.fixable else found
