"""``spec-ls check``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from spec_ls.cli.arguments import Options
from spec_ls.cli.config_option import has_template, option_layer
from spec_ls.cli.console import Console
from spec_ls.cli.inputs import STDIN, InputSource, input_sources
from spec_ls.cli.look import Look
from spec_ls.cli.looks import looks
from spec_ls.findings import Severity
from spec_ls.report.findings_text import counted, summary
from spec_ls.report.formats import FORMATS, WITH_FIXES, Surroundings
from spec_ls.report.progress import with_progress
from spec_ls.report.results import FixesWanted, SpecResult
from spec_ls.workspace import NoTemplate, Workspace
from spec_ls.workspace.files import same_file

if TYPE_CHECKING:
    from spec_ls.cli.fixing import Fixing


def check(options: Options, console: Console) -> int:
    """Check or fix the specs that the options name, or print a diff; return the exit status."""
    settings = option_layer(options.settings, console)
    if settings is None:
        return console.status
    workspace = Workspace(others=map(Path, options.paths), options=settings)
    if not (has_template(settings, workspace, console) and _are_usable(options, workspace, console)):
        return console.status
    if options.fix or options.diff:
        from spec_ls.cli.fixing import fix_specs  # loads all checks, and git

        fixing, results = fix_specs(options, workspace, console)
    else:
        fixing, results = None, _look_at_all(options, workspace, console)
    _set_status(results, console)
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


def _are_usable(options: Options, workspace: Workspace, console: Console) -> bool:
    """True if the options' template and revision are there; else it is reported."""
    if options.template is not None:
        try:
            workspace.template(options.template)
        except NoTemplate as error:
            console.failure(f"--template: {error}")
            return False
    return options.since is None or _is_known_revision(options.since, options, console)


def _look_at_all(options: Options, workspace: Workspace, console: Console) -> list[SpecResult]:
    """The results of all specs among the inputs, in their order."""
    with console.reporting_failures():
        named = input_sources(options.paths or ["."], options.stdin_filename, workspace, console)
        sources = [source for source, _ in named]
    wanted = FixesWanted(options.format in WITH_FIXES, options.unsafe_fixes)
    made = dict(with_progress(looks(sources, options, wanted), len(sources)))
    return list(_results(zip(sources, (made[index] for index in range(len(sources))), strict=True), console))


def _results(looked_at: Iterable[tuple[InputSource, Look]], console: Console) -> Iterator[SpecResult]:
    """The results of specs, after all messages; an input that another names as its template is no spec."""
    found, disk = list[tuple[InputSource, SpecResult]](), None
    chosen = set[Path]()
    for source, look in looked_at:
        disk = disk or look.disk
        for message in look.messages:
            console.failure(message)
        if look.chosen is not None:
            chosen.add(look.chosen)
        if look.result is not None:
            found.append((source, look.result))
    if disk is not None:
        console.file_problem(disk)
    for source, result in found:
        if source.path is None or not any(same_file(source.path, other) for other in chosen):
            yield result


def _is_known_revision(revision: str, options: Options, console: Console) -> bool:
    """True if git can answer for all PATHs; else it is reported."""
    if options.fix or options.diff:
        console.failure("--since reports findings, it is not used with --fix or --diff")
        return False
    from spec_ls.cli.since import Since
    from spec_ls.workspace import GitFailure, folder_of

    since, stdin_filename = Since(revision), options.stdin_filename or "."
    try:
        for path in options.paths or ["."]:
            since.changes(folder_of(Path(stdin_filename if path == STDIN else path)))
    except GitFailure as error:
        console.failure(f"--since: {error}")
        return False
    return True


def _set_status(results: list[SpecResult], console: Console) -> None:
    if any(finding.severity is Severity.ERROR for result in results for finding in result.findings):
        console.found_error()
    if not all(result.is_complete for result in results):
        console.found_incomplete()


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
