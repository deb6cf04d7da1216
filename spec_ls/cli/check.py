"""``spec-ls check``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from spec_ls.checks.run import Checked
from spec_ls.checks.run import check as run_checks
from spec_ls.cli.arguments import Options
from spec_ls.cli.checking import Outcome, check_spec, outcome_of
from spec_ls.cli.config_option import has_template, option_layer
from spec_ls.cli.console import Console
from spec_ls.cli.fixing import Fixing
from spec_ls.cli.inputs import STDIN
from spec_ls.cli.since import Since
from spec_ls.cli.spec_inputs import SpecInput, SpecInputs, spec_inputs
from spec_ls.findings import Severity
from spec_ls.report.findings_text import counted, summary
from spec_ls.report.formats import FORMATS, WITH_FIXES, Surroundings
from spec_ls.report.make_result import FixesWanted
from spec_ls.report.results import SpecResult
from spec_ls.workspace import GitFailure, NoTemplate, Workspace, folder_of


def check(options: Options, console: Console) -> int:
    """Check or fix the specs that the options name, or print a diff; return the exit status."""
    settings = option_layer(options.settings, console)
    if settings is None:
        return console.status
    workspace = Workspace(others=map(Path, options.paths), options=settings)
    if not has_template(settings, workspace, console):
        return console.status
    if options.template is not None:
        try:
            workspace.template(options.template)
        except NoTemplate as error:
            console.failure(f"--template: {error}")
            return console.status
    since = Since(options.since) if options.since is not None else None
    if since is not None and not _is_known_revision(since, options, console):
        return console.status
    with console.reporting_failures():
        inputs = spec_inputs(options, workspace, console)
    fixing = _fixing(options, inputs, console)
    results = list(_results(_outcomes(inputs.specs, options, since, fixing), console))
    around = Surroundings(Path.cwd(), console.is_coloured)
    findings = "".join(fixing.diffs) if fixing and options.diff else FORMATS[options.format](results, around)
    if fixing is None or fixing.stdin is None:
        console.out(findings)
    else:
        console.out(fixing.stdin)
        console.error(findings)
    console.flush()
    console.message(_summary(results, options, fixing))
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


def _fixing(options: Options, inputs: SpecInputs, console: Console) -> Fixing | None:
    if options.fix:
        return Fixing(options, console, inputs.stdin)
    return Fixing(options, console) if options.diff else None


def _outcomes(
    specs: Iterable[SpecInput], options: Options, since: Since | None, fixing: Fixing | None
) -> Iterator[Outcome]:
    """The outcome of each spec, in their order."""
    each = options.format in WITH_FIXES
    wanted = FixesWanted(each, options.unsafe_fixes, count=not (options.fix and options.unsafe_fixes))
    for spec in specs:
        if fixing is None:
            yield check_spec(spec, wanted, since)
        else:
            yield outcome_of(spec, partial(_change, spec, fixing), wanted)


def _change(spec: SpecInput, fixing: Fixing) -> Checked | None:
    """Fix or compare a spec; return what is left of its findings, None where nobody wants to see them."""
    checked = run_checks(spec.spec())
    if not fixing.options.diff:
        return fixing.fix(spec, checked)
    fixing.compare(spec, checked)
    return None


def _results(outcomes: Iterable[Outcome], console: Console) -> Iterator[SpecResult]:
    """The results of specs that could be checked; they set the exit status."""
    for outcome in outcomes:
        if outcome.failure is not None:
            console.failure(outcome.failure)
        if outcome.result is None:
            continue
        if any(finding.severity is Severity.ERROR for finding in outcome.result.findings):
            console.found_error()
        if not outcome.result.is_complete:
            console.found_incomplete()
        yield outcome.result


def _summary(results: list[SpecResult], options: Options, fixing: Fixing | None) -> str:
    made = f"{counted(fixing.fixed, 'fix')} in {counted(len(fixing.changed), 'file')}" if fixing else ""
    if options.diff:
        return f"would make {made}"
    more = []
    safe = sum(result.fixable.safe for result in results)
    unsafe = sum(result.fixable.unsafe for result in results)
    if safe and not options.fix:
        more.append(f"{safe} fixable with --fix")
    if unsafe:
        is_rest = more or (fixing and fixing.fixed)
        more.append(f"{unsafe} {'more' if is_rest else 'fixable'} with --fix --unsafe-fixes")
    parts = [f"made {made}"] if fixing and fixing.fixed else []
    return "; ".join([*parts, summary(results), *([", ".join(more)] if more else [])])
