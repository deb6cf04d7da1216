"""The arguments of ``spec-ls init``."""

from __future__ import annotations

from typing import Any

_INIT = """\
Looks at a repository, says which template serves which specs, with how many findings, and writes the settings
that it needs, or none. Nothing that exists is overwritten."""
_INIT_END = """\
examples:
  spec-ls init                         what serves the specs here?
  spec-ls init --dry-run               show what would be written
  spec-ls init --pre-commit --ci github

exit status:
  0  specs are served, and all that was asked for is there
  1  no template is found, or something is left for you to add
  2  wrong use, broken settings, or a file that could not be read or written
"""


def add_init(commands: Any) -> None:
    """Add the subcommand."""
    init = commands.add_parser(
        "init", help="set up spec-ls in a repository", description=_INIT, epilog=_INIT_END
    )
    init.add_argument(
        "path", nargs="?", default=".", metavar="PATH", help="the repository (default: that of this folder)"
    )
    init.add_argument("--pre-commit", action="store_true", help="add an entry to .pre-commit-config.yaml")
    init.add_argument("--ci", choices=("github", "gitlab", "zuul"), help="add a job that checks the specs")
    init.add_argument(
        "--dry-run", "--diff", action="store_true", help="print what would be written, and write nothing"
    )
