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
from spec_ls.cli.wanted import fixes_wanted
from spec_ls.findings import Severity
from spec_ls.report.findings_text import counted, summary
from spec_ls.report.formats import FOR_PEOPLE, write
from spec_ls.report.formats.surroundings import Surroundings
from spec_ls.report.progress import with_progress
from spec_ls.report.results import SpecResult
from spec_ls.report.statistics import statistics
from spec_ls.workspace import NoTemplate, Workspace
from spec_ls.workspace.files import same_file
from spec_ls.workspace.output_file import output_problem, write_output
from spec_ls.workspace.report_root import report_root

if TYPE_CHECKING:
    from spec_ls.cli.baseline import Baseline
    from spec_ls.cli.fixing import Fixing


def check(options: Options, console: Console) -> int:
    """Check or fix the specs that the options name, or print a diff; return the exit status."""
    settings = option_layer(options.settings, console)
    if settings is None:
        return console.status
    workspace = Workspace(others=map(Path, options.paths), options=settings)
    if not (has_template(settings, workspace, console) and _are_usable(options, workspace, console)):
        return console.status
    baseline = _baseline(options, console)
    if options.baseline is not None and baseline is None:
        return console.status
    if options.write_baseline and baseline is not None:
        return _write_baseline(baseline, options, workspace, console)
    fixing, results = _fixed_or_looked_at(options, workspace, console, baseline)
    _set_status(results, options, console)
    _print(results, options, console, fixing)
    return console.status


def _print(results: list[SpecResult], options: Options, console: Console, fixing: Fixing | None) -> None:
    """Write findings or differences to where they belong, and the summary."""
    findings = "".join(fixing.diffs) if fixing and options.diff else _report(results, options, console)
    if fixing is not None and fixing.stdin is not None:
        console.out(fixing.stdin)
    if options.output_file is not None:
        _write_output(options.output_file, findings, console)
    elif fixing is None or fixing.stdin is None:
        console.out(findings)
    else:
        console.error(findings)
    console.flush()
    if options.statistics and not options.diff and options.format not in FOR_PEOPLE:
        console.error(statistics(results))
    console.message(_summary(results, options, fixing))


def _are_usable(options: Options, workspace: Workspace, console: Console) -> bool:
    """True if the options' template, revision and folder of the output are there; else it is reported."""
    if options.output_file is not None:
        problem = output_problem(Path(options.output_file))
        if problem is not None:
            console.failure(f"--output-file: {options.output_file}: {problem}")
            return False
    if options.template is not None:
        try:
            workspace.template(options.template)
        except NoTemplate as error:
            console.failure(f"--template: {error}")
            return False
    return options.since is None or _is_known_revision(options.since, options, console)


def _baseline(options: Options, console: Console) -> Baseline | None:
    """The baseline that the options name; None without one, or, after a message, if it cannot be read."""
    if options.baseline is None:
        return None
    from spec_ls.cli.baseline import read_baseline

    return read_baseline(options.baseline, console, may_be_absent=options.write_baseline)


def _sources(
    options: Options, workspace: Workspace, console: Console, baseline: Baseline | None
) -> list[InputSource]:
    """The inputs, each with what the baseline has of it."""
    with console.reporting_failures():
        named = input_sources(options.paths or ["."], options.stdin_filename, workspace, console)
        sources = [source for source, _ in named]
    return sources if baseline is None else baseline.with_known(sources)


def _fixed_or_looked_at(
    options: Options, workspace: Workspace, console: Console, baseline: Baseline | None
) -> tuple[Fixing | None, list[SpecResult]]:
    """What was fixed, if anything is to be, and the results of all specs."""
    if options.fix or options.diff or options.add_suppressions:
        from spec_ls.cli.fixing import fix_specs  # loads all checks, and git

        return fix_specs(options, workspace, console, baseline)
    sources = _sources(options, workspace, console, baseline)
    results = _look_at_all(sources, options, console)
    if baseline is not None:
        _say_unneeded(baseline, sources, results, options, console)
    return None, results


def _write_baseline(baseline: Baseline, options: Options, workspace: Workspace, console: Console) -> int:
    """Write a baseline, unless something could not be checked; return the exit status."""
    from spec_ls.cli.baseline import write_baseline

    sources = _sources(options, workspace, console, None)
    results = _look_at_all(sources, options, console)
    if not all(result.is_complete for result in results):
        console.found_incomplete()
    if console.status:
        console.message(f"{baseline.path} is not written: not all was checked")
    else:
        write_baseline(baseline, sources, results, console)
    return console.status


def _say_unneeded(
    baseline: Baseline,
    sources: list[InputSource],
    results: list[SpecResult],
    options: Options,
    console: Console,
) -> None:
    """Say how many entries are left over, where all findings were looked for and nothing failed."""
    if options.select or options.ignore or options.settings or options.since is not None or console.status:
        return
    count = baseline.unneeded(sources, results)
    if count:
        entries = "1 entry" if count == 1 else f"{count} entries"
        console.message(f"{entries} of {baseline.path} {'is' if count == 1 else 'are'} no longer needed")


def _look_at_all(sources: list[InputSource], options: Options, console: Console) -> list[SpecResult]:
    """The results of all specs among the inputs, in their order."""
    wanted = fixes_wanted(options)
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
        console.disk_problem(disk)
    for source, result in found:
        if source.path is None or not any(same_file(source.path, other) for other in chosen):
            yield result


def _is_known_revision(revision: str, options: Options, console: Console) -> bool:
    """True if git can answer for all PATHs; else it is reported."""
    if options.fix or options.diff or options.add_suppressions:
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


def _report(results: list[SpecResult], options: Options, console: Console) -> str:
    if options.statistics and options.format in FOR_PEOPLE:
        return statistics(results)
    folder = Path.cwd()
    around = Surroundings(
        folder,
        console.is_coloured and options.output_file is None,
        report_root(folder, (result.path for result in results)),
        console.width if options.output_file is None else None,
        Severity[options.fail_on.upper()],
        console.status,
        console.failures,
    )
    return write(options.format, results, around)


def _write_output(file: str, text: str, console: Console) -> None:
    try:
        write_output(Path(file), text)
    except (OSError, MemoryError) as error:
        console.failed(f"--output-file: {file}", error)


def _set_status(results: list[SpecResult], options: Options, console: Console) -> None:
    """Note the findings of all results.  The last step is ``--exit-zero``."""
    mildest = Severity[options.fail_on.upper()]
    if any(finding.severity <= mildest for result in results for finding in result.findings):
        console.found_error()
    if not all(result.is_complete for result in results):
        console.found_incomplete()
    if options.exit_zero:
        console.ignore_errors()


def _summary(results: list[SpecResult], options: Options, fixing: Fixing | None) -> str:
    if options.diff and fixing:
        return f"would {_made(options, fixing, 'make', 'suppress')}"
    more = []
    safe = sum(result.fixable.safe for result in results)
    unsafe = sum(result.fixable.unsafe for result in results)
    if safe and not options.fix:
        more.append(f"{safe} fixable with --fix")
    if unsafe:
        is_rest = more or (fixing and fixing.fixed)
        more.append(f"{unsafe} {'more' if is_rest else 'fixable'} with --fix --unsafe-fixes")
    parts = [_made(options, fixing, "made", "suppressed")] if fixing and fixing.fixed else []
    return "; ".join([*parts, summary(results), *([", ".join(more)] if more else [])])


def _made(options: Options, fixing: Fixing, make: str, suppress: str) -> str:
    """``make 2 fixes in 1 file`` or ``suppress 2 findings in 1 file``, in the words that are given."""
    files = counted(len(fixing.changed), "file")
    if options.add_suppressions:
        return f"{suppress} {counted(fixing.fixed, 'finding')} in {files}"
    return f"{make} {counted(fixing.fixed, 'fix')} in {files}"
