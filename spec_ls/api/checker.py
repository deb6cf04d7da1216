"""Checks and fixes texts and files, and keeps what it has read of settings and templates."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from spec_ls.api.errors import BadSettings, TemplateNotFound, UnknownCode, UnreadableFile
from spec_ls.api.from_json import finding_of
from spec_ls.api.values import FixedText, Options, Result
from spec_ls.checks import CODES
from spec_ls.checks.failed_checks import noting_failed_checks
from spec_ls.checks.fix_all import fix_all
from spec_ls.checks.run import check as run_checks
from spec_ls.cli.checking import CHECK_SECONDS, LEAST_PROOF_SECONDS
from spec_ls.cli.failures import failure_message
from spec_ls.cli.fixing import check_before_fixes
from spec_ls.cli.spec_inputs import with_codes
from spec_ls.config import did_you_mean
from spec_ls.deadline import Deadline
from spec_ls.findings import TemplatePlace
from spec_ls.model.document import parse
from spec_ls.report.findings_json import finding_objects, portable, template_object
from spec_ls.report.make_result import result_of
from spec_ls.report.results import FixesWanted
from spec_ls.spec import Spec, compare
from spec_ls.text import Text
from spec_ls.workspace import FileProblem, NoTemplate, Resolution, Unreadable, Workspace, read, read_failures
from spec_ls.workspace.file_snapshots import is_folder

AnyPath = str | os.PathLike[str]
NO_OPTIONS = Options()
_NO_PATH = "-"


class Checker:
    """Checks texts and files under the same options.

    All that it looks at counts as if one run of the command had been given it: a file that a comment in
    another one names as its template is no spec.  What it has read of settings and templates is kept, and
    read again where a file has changed.  It writes no file.  A checker belongs to one thread at a time.
    """

    def __init__(self, options: Options = NO_OPTIONS) -> None:
        """Raises ``TemplateNotFound`` and ``UnknownCode``."""
        self._options = options
        self._folder = Path(os.path.abspath(options.folder or "."))
        self._select, self._ignore = (_codes(codes) for codes in (options.select, options.ignore))
        self._workspace = Workspace(self._folder)
        if options.template is not None:
            try:
                self._workspace.template(options.template)
            except NoTemplate as error:
                raise TemplateNotFound(str(error)) from None

    def check_text(self, text: str, path: AnyPath | None = None) -> Result:
        """The findings of a text; ``path`` is its file, which need not exist.

        The same as ``spec-ls check --format json --stdin-filename PATH -``.  Raises ``BadSettings``.
        """
        content = Text.of(text)
        return self._result(path, content, self._resolve(path, content))

    def check_file(self, path: AnyPath) -> Result:
        """The findings of a file.

        The same as ``spec-ls check --format json PATH``.  Raises ``BadSettings`` and ``UnreadableFile``.
        """
        content = self._read(path)
        return self._result(path, content, self._resolve(path, content))

    def fix_text(self, text: str, path: AnyPath | None = None) -> FixedText:
        """A text after its safe fixes, with ``unsafe_fixes`` after all; as it is if it is no spec.

        The same as ``spec-ls check --fix --stdin-filename PATH -``.  Raises ``BadSettings``.
        """
        content = Text.of(text)
        spec = self._spec(path, content, self._resolve(path, content))
        if spec is None:
            return FixedText(text=text, count=0, is_complete=True)
        checked, deadline = check_before_fixes(lambda: spec)
        after, count = fix_all(checked, self._options.unsafe_fixes, deadline)
        return FixedText(text=str(after.spec.text), count=count, is_complete=not deadline.is_over())

    def specs(self, *paths: AnyPath) -> tuple[str, ...]:
        """The specs among files, and in folders and below, as the command finds them; sorted in each folder.

        A file that cannot be read or whose settings are wrong is among them: checking it says why.  Raises
        ``UnreadableFile`` if the folders cannot be searched.
        """
        with read_failures.collecting() as failures:
            files = dict.fromkeys(file for path in paths for file in self._files(Path(path)))
        for file, reason in failures.items():
            raise UnreadableFile(f"{file}: {reason}")
        found = [file for file in files if self._may_be_spec(file)]
        return tuple(file for file in found if not self._workspace.chosen.has(self._folder / file))

    def _files(self, path: Path) -> Iterator[str]:
        """The files that a path stands for, each as the command would name it."""
        place = self._folder / path
        if not is_folder(place):
            yield str(path)
            return
        for file in self._workspace.walk(place):
            yield str(path / file.relative_to(place))

    def _may_be_spec(self, path: str) -> bool:
        try:
            resolution = self._resolution(path, self._read(path))
        except UnreadableFile:
            return True
        return resolution.template is not None or bool(resolution.problems)

    def _read(self, path: AnyPath) -> Text:
        """The text of a file; none if the file's name alone makes it wrong."""
        place = self._folder / path
        try:
            if self._workspace.is_misnamed(place):
                return Text.of("")
            with read_failures.collecting(pass_on=False):
                return Text.of(read(place))
        except Unreadable as error:
            raise UnreadableFile(failure_message(os.fspath(path), error)) from None

    def _resolution(self, path: AnyPath | None, text: Text) -> Resolution:
        place = None if path is None else self._folder / path
        return self._workspace.resolve(place, text, self._options.template)

    def _resolve(self, path: AnyPath | None, text: Text) -> Resolution:
        """What serves a text.  Raises ``BadSettings``."""
        resolution = self._resolution(path, text)
        if resolution.problems:
            raise BadSettings(*(_located(problem, _name(path)) for problem in resolution.problems))
        return with_codes(resolution, self._select, self._ignore)

    def _spec(self, path: AnyPath | None, text: Text, resolution: Resolution) -> Spec | None:
        if resolution.template is None:
            return None
        document = parse(Text.of("") if resolution.by_name else text)
        place = None if path is None else self._folder / path
        return compare(document, resolution.template, resolution.config, place, None, resolution.headers)

    def _result(self, path: AnyPath | None, text: Text, resolution: Resolution) -> Result:
        name, deadline = _name(path), Deadline.after(CHECK_SECONDS)
        with noting_failed_checks() as failed:
            spec = self._spec(path, text, resolution)
            if spec is None:
                return Result(path=portable(name), template=None, findings=(), is_complete=True)
            wanted = FixesWanted(each=True, unsafe=self._options.unsafe_fixes, count=False)
            found = result_of(name, run_checks(spec), wanted, deadline.at_least(LEAST_PROOF_SECONDS))
        template = template_object(TemplatePlace(spec.template.origin, 0), self._folder)
        return Result(
            path=portable(name),
            template=template["path"] if template else None,
            findings=tuple(map(finding_of, finding_objects(found, self._folder))),
            is_complete=found.is_complete and not failed,
        )


def _codes(codes: Collection[str]) -> frozenset[str]:
    if isinstance(codes, str):  # a text is a collection of texts, too
        raise TypeError(f'expected a list of codes, got "{codes}"')
    for code in codes:
        if code not in CODES:
            raise UnknownCode(f'unknown code "{code}"{did_you_mean(code, CODES)}')
    return frozenset(codes)


def _name(path: AnyPath | None) -> str:
    return _NO_PATH if path is None else os.fspath(path)


def _located(problem: FileProblem, name: str) -> str:
    return problem.located(os.fspath(problem.path) if problem.path else name)
