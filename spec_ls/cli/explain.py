"""``spec-ls explain``."""

from __future__ import annotations

from spec_ls.checks import ALL_CHECKS
from spec_ls.cli.arguments import Options
from spec_ls.cli.console import Console
from spec_ls.report.check_pages import contents, page


def explain(options: Options, console: Console) -> int:
    """Print the page of one code, or the list of all codes, and return the exit status."""
    if options.code is None:
        console.out(contents(ALL_CHECKS))
    else:
        console.out("\n".join(page(check) for check in ALL_CHECKS if check.code == options.code))
    return console.status
