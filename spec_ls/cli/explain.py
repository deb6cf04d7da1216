"""``spec-ls explain``."""

from __future__ import annotations

from collections.abc import Mapping

from spec_ls.checks import ALL_CHECKS, CODES
from spec_ls.cli.arguments import Options
from spec_ls.cli.console import Console
from spec_ls.report.check_pages import contents, page
from spec_ls.report.setting_pages import ABOUT, setting_page
from spec_ls.setting_texts import EXAMPLES
from spec_ls.workspace import Unreadable
from spec_ls.workspace.own_pages import PAGES, read_page


def explain(options: Options, console: Console) -> int:
    """Print the page of a code or a key of settings, another page, or the list of all; return the status."""
    name = options.name
    if name is None:
        console.out(_contents())
    elif name in CODES:
        console.out("\n".join(page(check) for check in ALL_CHECKS if check.code == name))
    elif name in EXAMPLES:
        console.out(setting_page(name))
    else:
        try:
            console.out(read_page(name))
        except Unreadable as error:  # the package is not installed as it was built
            console.failed(name, error)
    return console.status


def _contents() -> str:
    """All codes, pages and keys, each with what it is about."""
    keys = {key: ABOUT[key] for key in EXAMPLES}
    return f"{contents(ALL_CHECKS)}\npages:\n{_list(PAGES)}\nkeys of settings:\n{_list(keys)}"


def _list(names: Mapping[str, str]) -> str:
    width = max(map(len, names))
    return "".join(f"{name:<{width}}  {about}\n" for name, about in names.items())
