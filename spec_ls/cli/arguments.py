"""Parses the arguments of ``spec-ls``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn

from spec_ls import VERSION
from spec_ls.cli.arguments_explain import LISTED, add_completion, add_explain
from spec_ls.cli.arguments_init import add_init
from spec_ls.cli.arguments_report import add_report_options
from spec_ls.cli.arguments_server import add_server
from spec_ls.cli.config_arguments import add_config, add_config_option

_END = "spec-ls COMMAND --help shows the options of a command, spec-ls explain the pages on all else."
_CHECK = "Finds what is missing or wrong in specs. A folder is searched for specs."
_FIX = "apply the safe fixes and report the rest; prints standard input with its fixes"
_UNSAFE = "also fixes that may change what the author says: sections and None inserted, moved, renamed"
_SUPPRESS = "write a comment before each block that has findings, which switches them off there"
_OUTLINE = "Shows the section tree of specs beside their template's: written, stub, empty or missing."
_CHECK_END = """\
examples:
  spec-ls check                        the specs in the current folder and below
  spec-ls check specs/2026.1 --diff    show what --fix would change
  spec-ls check --fix my-spec.rst      apply the fixes that cannot change what the spec says
  spec-ls check --format json - < my-spec.rst

exit status:
  0  no error found         with --diff: nothing to change
  1  an error found         with --diff: something to change
  2  wrong use, broken settings, or a file that could not be read
"""
_NO_CACHE = "look at all files anew, and keep no results"
_WATCH = "check again after each change, until Ctrl-C (needs the package watchfiles)"
_CLEAN = """\
Deletes the results and the index that spec-ls keeps of the repository around PATH. They are made again when
they are needed."""
_CLEAN_END = """\
examples:
  spec-ls clean                        the repository around the current folder
  spec-ls clean --all                  all repositories
"""
_OUTLINE_END = """\
examples:
  spec-ls outline my-spec.rst
  spec-ls outline --format json specs/2026.1/approved/*.rst
"""
_DOCTOR = """\
Reports which spec-ls, Python and packages are in use and whether they work, which settings and template
serve PATH, and why a file is or is not a spec."""
_DOCTOR_END = """\
examples:
  spec-ls doctor                       the current folder
  spec-ls doctor my-spec.rst           why is this file a spec, or not?
  spec-ls doctor --json my-spec.rst    for a bug report: holds paths, but no text of your files

exit status:
  0  all is well
  1  the program does not work as it is installed
  2  wrong use, broken settings, or a PATH that could not be read
"""


class Options(argparse.Namespace):
    """The parsed arguments; which of them are set depends on ``command``."""

    command: str
    paths: list[str]
    format: str
    output_file: str | None
    baseline: str | None
    write_baseline: bool
    statistics: bool
    fail_on: str
    exit_zero: bool
    select: frozenset[str]
    ignore: frozenset[str]
    fix: bool
    unsafe_fixes: bool
    add_suppressions: bool
    since: str | None
    diff: bool
    template: str | None
    stdin_filename: str | None
    jobs: int | None
    no_cache: bool
    watch: bool
    name: str | None
    shell: str
    path: str
    action: str
    settings: list[str]
    json: bool
    all: bool
    tcp: tuple[str, int] | None
    ws: tuple[str, int] | None
    allow_remote: bool
    log_file: str | None
    log_level: str
    pre_commit: bool
    ci: str | None
    dry_run: bool


def parse(argv: Sequence[str] | None) -> Options:
    """Parse a command line.  Wrong use ends the program with status 2."""
    program = parser()
    options = program.parse_args(argv, Options())
    if options.command == "server" and options.allow_remote and not (options.tcp or options.ws):
        program.error("--allow-remote needs --tcp or --ws")
    if options.command == "check" and options.write_baseline:
        if options.baseline is None:
            program.error("--write-baseline needs --baseline FILE")
        if options.fix or options.diff or options.add_suppressions or options.since is not None:
            program.error("--write-baseline is not used with --fix, --diff, --add-suppressions or --since")
    if options.command == "check" and options.add_suppressions and options.fix:
        program.error("--add-suppressions is not used with --fix")
    return options


def parser() -> argparse.ArgumentParser:
    """The parser of all commands, from which their pages and shell completion are made, too."""
    program = _Parser(
        prog="spec-ls",
        description="Checks specs in reStructuredText against their project's own template.",
        epilog=_END,
    )
    program.add_argument("--version", action=_Version)
    commands = program.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_check(commands)
    _add_outline(commands)
    add_explain(commands)
    add_config(commands)
    _add_doctor(commands)
    add_init(commands)
    _add_clean(commands)
    add_server(commands)
    add_completion(commands)
    return program


class _Parser(argparse.ArgumentParser):
    """A parser that takes no abbreviated options and keeps the line breaks of its epilog."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **settings)

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\ntry: {self.prog} --help\n")


class _Version(argparse.Action):
    """Prints the version and exits."""

    def __init__(self, option_strings: Sequence[str], dest: str, **settings: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, help="show the version and exit")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"spec-ls {VERSION}")
        parser.exit()


def _add_check(commands: Any) -> None:
    check = commands.add_parser(
        "check", help="find what is missing or wrong in specs", description=_CHECK, epilog=_CHECK_END
    )
    check.add_argument(
        "paths", nargs="*", metavar="PATH", help="spec, folder, or - for standard input (default: .)"
    )
    add_report_options(check)
    check.add_argument("--select", action=_Codes, help="report only these findings")
    check.add_argument("--ignore", action=_Codes, help="do not report these findings")
    add_config_option(check)
    check.add_argument("--fix", action="store_true", help=_FIX)
    check.add_argument("--unsafe-fixes", action="store_true", help=_UNSAFE)
    check.add_argument("--add-suppressions", action="store_true", help=_SUPPRESS)
    check.add_argument(
        "--diff", action="store_true", help="print what --fix would change, and change nothing"
    )
    check.add_argument(
        "--since", metavar="REV", help="report only what is new since the merge base of REV and HEAD"
    )
    check.add_argument(
        "--template", metavar="NAME|FILE", help="the template for all PATHs: a built-in one or a file"
    )
    check.add_argument(
        "--stdin-filename", metavar="P", help="the path of standard input, to find its template"
    )
    check.add_argument(
        "-j", "--jobs", type=_positive, metavar="N", help="processes at most (default: one a processor)"
    )
    check.add_argument("--no-cache", action="store_true", help=_NO_CACHE)
    check.add_argument("--watch", action="store_true", help=_WATCH)


def _add_clean(commands: Any) -> None:
    clean = commands.add_parser(
        "clean", help="delete what is kept on disk", description=_CLEAN, epilog=_CLEAN_END
    )
    clean.add_argument(
        "path", nargs="?", default=".", metavar="PATH", help="file or folder (default: the current folder)"
    )
    clean.add_argument("--all", action="store_true", help="of all repositories of this user")


def _add_outline(commands: Any) -> None:
    outline = commands.add_parser(
        "outline",
        help="show the sections of specs beside their template's",
        description=_OUTLINE,
        epilog=_OUTLINE_END,
    )
    outline.add_argument("paths", nargs="+", metavar="PATH", help="spec, folder, or - for standard input")
    _add_format(outline)


def _add_doctor(commands: Any) -> None:
    doctor = commands.add_parser(
        "doctor",
        help="report what serves a path, and whether everything works",
        description=_DOCTOR,
        epilog=_DOCTOR_END,
    )
    doctor.add_argument(
        "path", nargs="?", default=".", metavar="PATH", help="file or folder (default: the current folder)"
    )
    doctor.add_argument("--json", action="store_true", help="print one JSON object")


def _add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text (default) or json")


class _Codes(argparse.Action):
    """Collects comma-separated codes; the option may be given several times."""

    def __init__(self, option_strings: Sequence[str], dest: str, **settings: Any) -> None:
        super().__init__(option_strings, dest, default=frozenset(), metavar="CODES", **settings)

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option: str | None = None,
    ) -> None:
        words = [word.strip() for word in values.split(",") if word.strip()]
        try:
            codes = frozenset(map(_code, words))
        except argparse.ArgumentTypeError as error:
            raise argparse.ArgumentError(self, str(error)) from None
        if not codes:
            raise argparse.ArgumentError(self, "expected a code")
        setattr(namespace, self.dest, getattr(namespace, self.dest) | codes)


def _code(word: str) -> str:
    from spec_ls.checks import CODES
    from spec_ls.config import did_you_mean

    if word not in CODES:
        raise argparse.ArgumentTypeError(f'unknown code "{word}"{did_you_mean(word, CODES) or LISTED}')
    return word


def _positive(word: str) -> int:
    if not word.isdecimal() or not int(word):
        raise argparse.ArgumentTypeError(f'"{word}" is no number above 0')
    return int(word)
