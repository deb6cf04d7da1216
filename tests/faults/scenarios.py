"""The commands in which calls of the file system fail, and the files that each has besides those of all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from repository import SHORT

_KNOWN = {
    "format": "spec-ls baseline",
    "version": 1,
    "files": {
        "specs/gone.rst": {
            "content": "00",
            "findings": [{"code": "missing-section", "section": ["A"], "words": "a", "count": 1}],
        }
    },
}
BASELINE = json.dumps(_KNOWN)
_HOOKS = """\
repos:
  - repo: https://example.org/hooks
    rev: v1
    hooks:
      - id: a
"""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A command, and the files that it needs besides those of all.

    ``is_kept`` is true for one that looks results up in a store, which a run before has filled.  Calls that the
    command ``like`` makes as well are left out.
    """

    arguments: tuple[str, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    is_kept: bool = False
    like: str | None = None


_MANY = {f"specs/3.0/spec-{number}.rst": SHORT for number in range(5)}
COMMANDS: dict[str, Scenario] = {
    "check": Scenario(("check", ".")),
    "json": Scenario(("check", "--format", "json", "specs/2.0/cache.rst", "specs/1.0/linked.rst")),
    "fix": Scenario(("check", "--fix", ".")),
    "unsafe": Scenario(("check", "--fix", "--unsafe-fixes", "specs")),
    "diff": Scenario(("check", "--diff", "specs/2.0")),
    "since": Scenario(("check", "--since", "HEAD", ".")),
    "outline": Scenario(("outline", "specs/2.0/cache.rst", "specs/1.0")),
    "suppress": Scenario(("check", "--add-suppressions", "."), like="fix"),
    "init": Scenario(("init", "--pre-commit", "--ci", "zuul")),
    "init-adds": Scenario(
        ("init", "--pre-commit", "--ci", "github"), {".pre-commit-config.yaml": _HOOKS}, like="init"
    ),
    "output": Scenario(
        ("check", "--output-file", "report.txt", "specs/2.0"), {"report.txt": "old\n"}, like="check"
    ),
    "new-output": Scenario(
        ("check", "--format", "json", "--output-file", "new.json", "specs/2.0"), like="output"
    ),
    "baseline": Scenario(
        ("check", "--baseline", "known.json", "specs"), {"known.json": BASELINE}, like="check"
    ),
    "write-baseline": Scenario(
        ("check", "--baseline", "known.json", "--write-baseline", "specs"),
        {"known.json": BASELINE},
        like="baseline",
    ),
    "new-store": Scenario(("check", "specs"), _MANY, like="check"),
    "store": Scenario(("check", "specs"), _MANY, is_kept=True, like="new-store"),
    "clean": Scenario(("clean", "."), _MANY, is_kept=True, like="check"),
}
