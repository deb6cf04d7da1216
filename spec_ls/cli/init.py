"""``spec-ls init``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from spec_ls.adopt.ci import CI_FILES, JobValues, install_line, plan_job
from spec_ls.adopt.plan import Plan, PlannedFile
from spec_ls.adopt.pre_commit import PRE_COMMIT_FILE, plan_pre_commit
from spec_ls.adopt.settings import SETTINGS_FILES, plan_settings
from spec_ls.adopt.survey import Survey, survey
from spec_ls.adopt.survey_text import survey_lines, verdict_lines
from spec_ls.cli.arguments import Options
from spec_ls.cli.console import FAILURE, SUCCESS, Console
from spec_ls.cli.failures import failure_message
from spec_ls.report.diff import unified_diff
from spec_ls.workspace import (
    ChangedMeanwhile,
    LeadsOutside,
    Unreadable,
    Workspace,
    create,
    file_snapshots,
    holds_everything,
    write,
)
from spec_ls.workspace.present_files import PresentFiles, present_files


def init(options: Options, console: Console) -> int:
    """Say what serves a repository, write what it lacks, and return the exit status.

    2 for wrong use, broken settings, or a file that could not be read or written; else 1 if no template is
    found, or if something is left for the user to add; else 0.
    """
    top = _top(Path(options.path), console)
    if top is None:
        return console.status
    with console.reporting_failures():
        found = survey(top)
    is_doubtful = found.is_doubtful or console.status == FAILURE
    for problem in found.problems:
        console.file_problem(problem)
    for path, error in found.unreadable:
        console.failed(os.path.relpath(path), error)
    present, failures = present_files(top, _names(options))
    for name, error in failures.items():
        console.failed(name, error)
    _print(survey_lines(found), console)
    if is_doubtful or failures:
        console.out("nothing is written before the files above are put right\n")
        return console.status
    _print(verdict_lines(found), console)
    plans = list(_plans(options, found, present))
    if not (found.served or found.added) or not all(plan.is_done for plan in plans):
        console.found_error()
    _carry_out(plans, top, options, console)
    if console.status == SUCCESS and not any(plan.files for plan in plans):
        console.out("nothing is left to do\n")
    return console.status


def _top(path: Path, console: Console) -> Path | None:
    """The top of the repository around a folder, outside of one the folder; None after a message."""
    if not file_snapshots.is_folder(path):
        console.failure(f"{path}: not a folder")
        return None
    path = Path(os.path.abspath(path))
    top = Workspace(path).project_info(path).top or path
    if holds_everything(top):
        console.failure(f"{top}: not a repository; name the folder of one")
        return None
    return top


def _names(options: Options) -> Iterator[str]:
    yield from SETTINGS_FILES
    if options.pre_commit:
        yield PRE_COMMIT_FILE
    if options.ci:
        yield from CI_FILES


def _plans(options: Options, found: Survey, present: PresentFiles) -> Iterator[Plan]:
    effective = found.project.effective
    existing = os.path.relpath(effective.path, found.top).replace(os.sep, "/") if effective else None
    yield plan_settings(found.rules, existing, present, is_optional=bool(found.served))
    if options.pre_commit:
        yield plan_pre_commit(present, found.suffixes)
    if options.ci:
        project = (found.project.project or found.top.name).rpartition("/")[2]
        yield plan_job(options.ci, present, JobValues(project, found.suffixes))


def _carry_out(plans: list[Plan], top: Path, options: Options, console: Console) -> None:
    files = [file for plan in plans for file in plan.files]
    for file in files:
        if options.dry_run:
            console.out(unified_diff(file.name, file.before or "", file.after))
        elif _is_written(file, top, console):
            console.out(f"{'wrote' if file.before is None else 'changed'} {file.name}\n")
    for plan in plans:
        _print((f"note: {note}" for note in plan.notes), console)
        for place, text in plan.to_add:
            console.out(f"{place}\n\n{text}\n")
    for file in files:
        line = install_line(file.after)
        if line is not None:
            console.out(f"to do: {file.name}:{line + 1}: write where spec-ls is installed from\n")


def _is_written(file: PlannedFile, top: Path, console: Console) -> bool:
    """Write a file; False, after a message, if that fails."""
    path = top / file.name
    try:
        if file.before is None:
            create(path, file.after, top)
        else:
            write(path, file.after, file.before, top)
        return True
    except (ChangedMeanwhile, FileExistsError):
        console.failure(f"{file.name}: not written: it changed meanwhile")
    except (LeadsOutside, Unreadable, OSError, MemoryError) as error:
        console.failure(failure_message(file.name, error))
    return False


def _print(lines: Iterator[str], console: Console) -> None:
    console.out("".join(f"{line}\n" for line in lines))
