"""The entry in pre-commit's configuration: a YAML parser judges the meaning, a comparison of lines the rest."""

from __future__ import annotations

import difflib

import pytest
import yaml

from spec_ls.adopt.plan import Plan
from spec_ls.adopt.pre_commit import PRE_COMMIT_FILE, plan_pre_commit
from spec_ls.workspace.present_files import PresentFiles

ENTRY = {
    "repo": "local",
    "hooks": [
        {
            "id": "spec-ls",
            "name": "spec-ls",
            "entry": "spec-ls check",
            "language": "system",
            "files": r"\.rst$",
            "require_serial": True,
        }
    ],
}

USUAL = """\
repos:
  - repo: https://example.org/a
    rev: v1
    hooks:
      - id: a
"""

UNDERSTOOD = {
    "usual": USUAL,
    "no-final-line-end": USUAL.rstrip("\n"),
    "windows": USUAL.replace("\n", "\r\n"),
    "windows-no-final-line-end": USUAL.replace("\n", "\r\n").rstrip("\r\n"),
    "byte-order-mark": "\ufeff" + USUAL,
    "document-start": "---\n" + USUAL,
    "first-column": "repos:\n- repo: https://example.org/a\n  rev: v1\n  hooks:\n  - id: a\n",
    "old-style": "repos:\n-   repo: https://example.org/a\n    rev: v1\n    hooks:\n    -   id: a\n",
    "deep": "repos:\n      - repo: https://example.org/a\n        rev: v1\n        hooks:\n          - id: a\n",
    "rev-first": "repos:\n  - rev: v1\n    hooks:\n      - id: a\n    repo: https://example.org/a\n",
    "hooks-first": "repos:\n  - hooks:\n      - id: a\n    rev: v1\n    repo: https://example.org/a\n",
    "flow-hooks": "repos:\n  - repo: https://example.org/a\n    rev: v1\n    hooks: [{id: a}, {id: b}]\n",
    "keys-behind": USUAL + "\nci:\n  skip: [a]\nfail_fast: true\n",
    "keys-before": "# all\nfail_fast: true\ndefault_stages:\n- pre-commit\n" + USUAL,
    "comments": "# top\nrepos: # ours\n# first\n  # a\n" + USUAL[7:] + "    # - id: off\n\n# end\nci: {}\n",
    "long-arguments": USUAL + "        args: [--x,\n               --y]\n",
    "block-scalar": USUAL + "        entry: |\n          repos:\n          - repo: x\n        name: 'a: b'\n",
    "exclude": "exclude: |\n  (?x)^(\n    a/ |\n    repos:\n  )$\n" + USUAL,
    "empty-list": "fail_fast: true\nrepos: []\n",
    "empty-list-with-comment": "repos: []  # none yet\n# end\n",
    "null": "repos:\n",
    "null-with-comment": "repos:\n  # none yet\n\nfail_fast: true\n",
    "no-repos": "fail_fast: true\n",
    "only-comments": "# to come\n",
    "next-line-character": USUAL + "        name: 'a\u0085b'\n",
}

LEFT_ALONE = {
    "flow-list": "repos: [{repo: meta, hooks: [{id: identity}]}]\n",
    "flow-over-lines": "repos: [\n  {repo: meta, hooks: [{id: identity}]}\n]\n",
    "flow-items": "repos:\n  - {repo: meta, hooks: [{id: identity}]}\n",
    "anchor": "repos: &all\n  - repo: meta\n    hooks:\n      - id: identity\n",
    "alias": "x: &r {repo: meta, hooks: [{id: identity}]}\nrepos:\n  - *r\n",
    "list-on-top": "- repo: https://example.org/a\n  sha: v1\n  hooks:\n  - id: a\n",
    "two-documents": USUAL + "---\n" + USUAL,
    "end-of-document": USUAL + "...\n",
    "quoted-key": '"repos":\n  - repo: meta\n    hooks:\n      - id: identity\n',
    "twice": USUAL + USUAL,
    "text-over-lines": "exclude: 'a\n  b'\n" + USUAL,
    "bracket-in-first-column": USUAL + "        args: [\n  a,\n]\n",
    "dash-alone": "repos:\n  -\n    repo: meta\n    hooks:\n      - id: identity\n",
    "tabs": "repos:\n\t- repo: meta\n",
    "text": "hello\n",
    "binary": "\x00\x01\n",
}


def plan(text: str | None, suffixes: frozenset[str] = frozenset()) -> Plan:
    """The plan for a configuration, None for none."""
    return plan_pre_commit(PresentFiles({} if text is None else {PRE_COMMIT_FILE: text}), suffixes)


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_an_entry_is_added(name: str) -> None:
    """A parser reads the same as before and one more repository, and no line is lost or changed."""
    before = UNDERSTOOD[name]
    (file,) = plan(before).files
    after, read = file.after, yaml.safe_load(before) or {}
    assert yaml.safe_load(after) == {**read, "repos": [*(read.get("repos") or []), ENTRY]}
    lost = [line for line in difflib.ndiff(before.split("\n"), after.split("\n")) if line.startswith("- ")]
    added = before.rstrip("\r\n") if not before.endswith("\n") else None
    allowed = {f"- {added.split(chr(10))[-1]}"} if added else set()
    assert {line for line in lost if "[]" not in line} <= allowed
    assert ("\r\n" in after) == ("\r\n" in before)
    assert after.count("\r") in (0, after.count("\n"))


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_a_second_time_nothing_is_added(name: str) -> None:
    """A configuration with an entry for spec-ls stays."""
    (file,) = plan(UNDERSTOOD[name]).files
    again = plan(file.after)
    assert (again.files, again.is_done) == ((), True)
    assert "already" in again.notes[0]


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_an_unusual_form_is_left_alone(name: str) -> None:
    """A file whose form is not understood is not changed, and the entry is shown."""
    found = plan(LEFT_ALONE[name])
    assert (found.files, found.is_done) == ((), False)
    ((place, entry),) = found.to_add
    assert PRE_COMMIT_FILE in place
    assert yaml.safe_load("repos:\n" + entry) == {"repos": [ENTRY]}


@pytest.mark.parametrize("text", [None, "", "\n \n"])
def test_a_file_is_written(text: str | None) -> None:
    """Where there is no file, or an empty one, the entry stands alone."""
    (file,) = plan(text).files
    assert yaml.safe_load(file.after) == {"repos": [ENTRY]}
    assert file.before == text


def test_indentation_is_copied() -> None:
    """Items and hooks are indented as the others are."""
    (file,) = plan(UNDERSTOOD["old-style"]).files
    assert "\n-   repo: local\n    hooks:\n    -   id: spec-ls\n        name: spec-ls\n" in file.after


def test_other_entries_of_the_program_count() -> None:
    """A hook from its own repository, quoted or with options, is an entry for spec-ls, a comment is none."""
    hook = "\n  - repo: https://example.org/spec-ls\n    rev: v1\n    hooks:\n      - id: 'spec-ls'\n"
    assert plan(USUAL + hook).files == ()
    assert plan(USUAL + "      - id: b\n        entry: spec-ls check --fix\n").files == ()
    assert plan(USUAL + "      # - id: spec-ls\n").files != ()


def test_the_suffixes_of_specs_are_asked_for() -> None:
    """Specs that are not called .rst are passed to the hook, too."""
    (file,) = plan(None, frozenset({".rst", ".txt"})).files
    assert yaml.safe_load(file.after)["repos"][0]["hooks"][0]["files"] == r"\.(rst|txt)$"
