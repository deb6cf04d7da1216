"""The entry of spec-ls in pre-commit's configuration.

A file that is there gets lines behind its last repository and keeps all others.  It is read line by line, for
a YAML library would write it anew; a file of an unusual form is left alone, and the user is shown the entry.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from spec_ls.adopt.plan import Plan, PlannedFile, appended
from spec_ls.text import BYTE_ORDER_MARK
from spec_ls.workspace.present_files import PresentFiles

PRE_COMMIT_FILE = ".pre-commit-config.yaml"
_ENTRY = """\
{item}repo: local
{keys}hooks:
{hook}id: spec-ls
{hook_keys}name: spec-ls
{hook_keys}entry: spec-ls check
{hook_keys}language: system
{hook_keys}files: {files}
{hook_keys}require_serial: true  # it uses all cores by itself
"""
_OWN = re.compile(r"""[ ]*(?:-[ ]+)?(?:id|entry):[ ]*["']?spec-ls\b""")
_REPOS = re.compile(r"repos:[ ]*(?P<empty>\[[ ]*\])?[ ]*(?:#.*)?")
_KEY = re.compile(r"""[\w-]+:(?:[ ]+(?P<value>.*))?""")
_ITEM = re.compile(r"(?P<indent>[ ]*)(?P<dash>-[ ]+)(?=[^\s#&*!])")
_HOOKS = re.compile(r"(?P<indent>[ ]*)hooks:[ ]*(?:#.*)?")
_OPEN_QUOTE = re.compile(r"""(?:"(?:[^"\\]|\\.)*|'[^']*)""")
"""A quoted text that goes on in the next line."""


@dataclass(frozen=True, slots=True)
class _Indents:
    """How lists are written: the start of the first line of a repository, and of a hook."""

    item: str = "  - "
    hook: str = "      - "


def plan_pre_commit(present: PresentFiles, suffixes: Collection[str]) -> Plan:
    """Add an entry for files of some suffixes; the program has to be installed where pre-commit runs."""
    before = present.texts.get(PRE_COMMIT_FILE)
    if before is None or not before.strip(BYTE_ORDER_MARK + " \r\n"):
        text = "repos:\n" + _entry(_Indents(), suffixes)
        return Plan((PlannedFile(PRE_COMMIT_FILE, before, appended(before or "", text)),))
    if any(map(_OWN.match, before.splitlines())):
        return Plan(notes=(f"{PRE_COMMIT_FILE} has an entry for spec-ls already",))
    after = _with_entry(before, suffixes)
    if after is None:
        reason = f"{PRE_COMMIT_FILE} is left as it is, for its form is unusual; add this to its repos:"
        return Plan(to_add=((reason, _entry(_Indents(), suffixes)),), is_done=False)
    return Plan((PlannedFile(PRE_COMMIT_FILE, before, after),))


def pattern_of_files(suffixes: Collection[str]) -> str:
    r"""A regular expression for paths that end in one of some suffixes, such as ``\.rst$``."""
    names = sorted({suffix.removeprefix(".") for suffix in suffixes} | {"rst"})
    words = "|".join(map(re.escape, names))
    return rf"\.({words})$" if len(names) > 1 else rf"\.{words}$"


def _entry(indents: _Indents, suffixes: Collection[str]) -> str:
    return _ENTRY.format(
        item=indents.item,
        keys=" " * len(indents.item),
        hook=indents.hook,
        hook_keys=" " * len(indents.hook),
        files=pattern_of_files(suffixes),
    )


def _with_entry(text: str, suffixes: Collection[str]) -> str | None:
    """The text with the entry behind the last repository; None where its form is not understood."""
    lines = text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").split("\n")
    if "\r" in "".join(lines) or not _is_usual(lines):
        return None
    starts = [number for number, line in enumerate(lines) if line.startswith("repos:")]
    if not starts:
        return appended(text, "repos:\n" + _entry(_Indents(), suffixes))
    found = _REPOS.fullmatch(lines[starts[0]])
    if found is None or len(starts) > 1:
        return None
    block = lines[starts[0] + 1 : _end_of_block(lines, starts[0] + 1)]
    indents = _indents_of(block) if _has_content(block) else _Indents()
    if indents is None or (found["empty"] and _has_content(block)):
        return None
    return _inserted(text, starts[0], len(_without_tail(block)), _entry(indents, suffixes), found["empty"])


def _inserted(text: str, start: int, length: int, entry: str, empty: str | None) -> str:
    """The text with lines behind the ``length`` lines after line ``start``, which loses its empty list."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1].removesuffix("\n")
    if empty:
        lines[start] = lines[start].replace(f" {empty}", "", 1).replace(empty, "", 1)
    before = "".join(lines[: start + 1 + length])
    before += "" if before.endswith("\n") else newline
    return before + entry.replace("\n", newline) + "".join(lines[start + 1 + length :])


def _is_usual(lines: Sequence[str]) -> bool:
    """True for one document of ``key:`` lines, with items and blank or indented lines between."""
    content = [line for line in lines if line.strip() not in ("", "---") and not line.startswith("#")]
    if content and _KEY.fullmatch(content[0]) is None:
        return False
    for number, line in enumerate(lines):
        if "\t" in line[: len(line) - len(line.lstrip())] or line.startswith("..."):
            return False
        if not line.strip() or line[0] in " #" or line.startswith("- "):
            continue
        if line.rstrip() == "---" and not _has_content(lines[:number]):
            continue
        key = _KEY.fullmatch(line)
        if key is None or _OPEN_QUOTE.fullmatch(key["value"] or ""):
            return False
    return True


def _end_of_block(lines: Sequence[str], start: int) -> int:
    """The number of the first line behind the items of a key."""
    rest = range(start, len(lines))
    ends = (n for n in rest if lines[n].strip() and lines[n][0] not in " #" and not lines[n].startswith("- "))
    return next(ends, len(lines))


def _without_tail(block: Sequence[str]) -> Sequence[str]:
    """The lines without the blank ones and the comments in the first column at their end."""
    end = len(block)
    while end and (not block[end - 1].strip() or block[end - 1].startswith("#")):
        end -= 1
    return block[:end]


def _has_content(lines: Sequence[str]) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in lines)


def _indents_of(block: Sequence[str]) -> _Indents | None:
    """How a list of repositories is indented; None if it is no such list."""
    content = [line for line in block if line.strip() and not line.lstrip().startswith("#")]
    first = _ITEM.match(content[0])
    if first is None or any(len(line) - len(line.lstrip()) < len(first["indent"]) for line in content):
        return None
    items = [line for line in content if line.startswith(f"{first['indent']}-")]
    if not all(re.match(rf"{first['indent']}-[ ]+[\w-]+:(?:[ ]|$)", line) for line in items):
        return None
    item = first[0]
    hook = f"{' ' * len(item)}  - "
    for number, line in enumerate(content[:-1]):
        below = _ITEM.match(content[number + 1])
        hooks = _HOOKS.fullmatch(line)
        if hooks and below and len(hooks["indent"]) == len(item):
            hook = below[0]
            break
    return _Indents(item, hook)
