"""Puts one mistake at a time into the headers of good proposals, and lets ``spec-ls check`` find and fix it.

    header_mistakes.py CORPUS [--per-kind N] [--seed N] [--show N] [-- COMMAND ...]   (COMMAND: default spec-ls)

CORPUS holds peps, numpy and deps.  Each line of the table is a kind of mistake in a process: in how many
documents it was put, seen (a finding more than before, on the header or on a line of the mistake), with how
many findings more at most, given back to the letter by ``--fix --unsafe-fixes``, left alone, changed otherwise
with words lost (harm).  Findings with a cause are not counted.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent))

from command_line import options_and_command

_WORD = re.compile(r"\w+")

PROCESSES = {
    "peps": ("peps/pep-????.rst", re.compile(r"([A-Z][A-Za-z\-]+): (.*)$")),
    "numpy": ("doc/neps/nep-[0-9]*.rst", re.compile(r":([A-Z][A-Za-z\- ]+): (.*)$")),
    "deps": ("*/*.rst", re.compile(r":([A-Z][A-Za-z\- ]+): (.*)$")),
}
"""By process the pattern of its documents, and that of a field."""

REQUIRED = {"peps": ("Title", "Type", "Created"), "numpy": ("Status",), "deps": ("Status", "Type", "Created")}
"""Fields whose absence is worth a finding in each document of a process."""


@dataclass
class Row:
    """The figures of one kind of mistake in one process."""

    put: int = 0
    seen: int = 0
    restored: int = 0
    left: int = 0
    harm: int = 0
    noise: list[int] = field(default_factory=list)


Lines = list[str]
Fields = dict[str, int]
Mistake = Callable[[Lines, Fields, str, random.Random], Lines | None]


def fields_of(lines: Lines, pattern: re.Pattern[str]) -> Fields:
    """The lines of a header's fields by name, those that stand on one line alone and once."""
    found: dict[str, list[int]] = {}
    for number, line in enumerate(lines[:40]):
        if match := pattern.match(line):
            found.setdefault(match[1], []).append(number)
    return {
        name: numbers[0]
        for name, numbers in found.items()
        if len(numbers) == 1 and not lines[numbers[0] + 1][:1].isspace()
    }


def missing(lines: Lines, fields: Fields, process: str, rng: random.Random) -> Lines | None:
    """A field that each document needs is gone."""
    names = [name for name in REQUIRED[process] if name in fields]
    if not names:
        return None
    number = fields[rng.choice(names)]
    return lines[:number] + lines[number + 1 :]


def twice(lines: Lines, fields: Fields, process: str, rng: random.Random) -> Lines | None:
    """A field stands there twice."""
    if "Status" not in fields:
        return None
    number = fields["Status"]
    return [*lines[: number + 1], *lines[number:]]


def misspelt(lines: Lines, fields: Fields, process: str, rng: random.Random) -> Lines | None:
    """Two letters in a field's name are swapped."""
    names = [name for name in ("Status", "Created", "Author", "Type") if name in fields]
    if not names:
        return None
    name = rng.choice(names)
    at = rng.randrange(1, len(name) - 1)
    wrong = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if wrong == name:
        return None
    number = fields[name]
    return [*lines[:number], lines[number].replace(name, wrong, 1), *lines[number + 1 :]]


def out_of_order(lines: Lines, fields: Fields, process: str, rng: random.Random) -> Lines | None:
    """Two fields behind each other have changed their places."""
    if not {"Status", "Type"} <= fields.keys() or abs(fields["Status"] - fields["Type"]) != 1:
        return None
    first, second = sorted((fields["Status"], fields["Type"]))
    return [*lines[:first], lines[second], lines[first], *lines[second + 1 :]]


def wrong_value(lines: Lines, fields: Fields, process: str, rng: random.Random) -> Lines | None:
    """A status in lower case."""
    if "Status" not in fields:
        return None
    number = fields["Status"]
    head, _, value = lines[number].rpartition(": ")
    return [*lines[:number], f"{head}: {value.lower()}", *lines[number + 1 :]] if value.istitle() else None


def wrong_date(lines: Lines, fields: Fields, process: str, rng: random.Random) -> Lines | None:
    """The date of creation in another form that can be read in one way."""
    if "Created" not in fields:
        return None
    number = fields["Created"]
    head, _, value = lines[number].rpartition(": ")
    found = re.fullmatch(r"(\d\d)-(\w{3})-(\d{4})", value)
    other = f"{int(found[1])} {found[2]} {found[3]}" if found else value.replace("-", "/")
    return [*lines[:number], f"{head}: {other}", *lines[number + 1 :]]


MISTAKES: dict[str, Mistake] = {
    "missing": missing,
    "twice": twice,
    "misspelt": misspelt,
    "out of order": out_of_order,
    "wrong value": wrong_value,
    "wrong date": wrong_date,
}


def findings(tree: Path, command: list[str], paths: list[str], *options: str) -> dict[str, Counter]:
    """By path the findings without a cause, by code and message."""
    run = subprocess.run(
        [*command, "check", *options, "--format", "json", *paths], cwd=tree, capture_output=True, check=False
    )
    found: dict[str, Counter] = {path: Counter() for path in paths}
    for one in json.loads(run.stdout):
        if one["cause"] is None:
            found[Path(one["path"]).as_posix()][one["code"], re.sub(r"\d+", "", one["message"])] += 1
    return found


def trial(
    process: str, kind: str, corpus: Path, command: list[str], count: int, rng: random.Random, show: int
) -> Row:
    """Put one kind of mistake into some documents of a process."""
    glob, pattern = PROCESSES[process]
    row = Row()
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "documents"
        shutil.copytree(corpus / process, tree, symlinks=True)
        paths = sorted(path.relative_to(tree).as_posix() for path in tree.glob(glob))
        found = findings(tree, command, paths)
        paths = [path for path in paths if not found[path]]
        rng.shuffle(paths)
        wrong: dict[str, tuple[str, str]] = {}
        for path in paths:
            text = (tree / path).read_bytes().decode()
            made = MISTAKES[kind](text.split("\n"), fields_of(text.split("\n"), pattern), process, rng)
            if made is not None and len(wrong) < count:
                wrong[path] = text, "\n".join(made)
        chosen = list(wrong)
        for path in chosen:
            (tree / path).write_bytes(wrong[path][1].encode())
        after = findings(tree, command, chosen)
        findings(tree, command, chosen, "--fix", "--unsafe-fixes")
        for path in chosen:
            text = (tree / path).read_bytes().decode()
            judge(row, path, *wrong[path], text, after[path], show)
    return row


def judge(row: Row, path: str, original: str, mistaken: str, fixed: str, new: Counter, show: int) -> None:
    """Add what became of one document to the row."""
    row.put += 1
    row.seen += bool(new)
    row.noise.append(sum(new.values()))
    row.restored += fixed == original
    row.left += fixed == mistaken
    there = Counter(_WORD.findall(original)) & Counter(_WORD.findall(mistaken))
    lost = there - Counter(_WORD.findall(fixed))
    row.harm += bool(lost)
    if (lost or not new) and row.harm + row.put - row.seen <= show:
        print(f"  {path}: lost {sorted(lost)[:5]}, new findings {list(new)[:2]}")


def main() -> int:
    """Run the trial; the exit status is 1 if any mistake did harm."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--per-kind", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    options, command = options_and_command(parser)
    print(f"{'process':<8} {'kind':<14} put seen noise restored left harm")
    harm = 0
    for process in PROCESSES:
        for kind in MISTAKES:
            rng = random.Random(f"{options.seed} {process} {kind}")
            row = trial(process, kind, options.corpus, command, options.per_kind, rng, options.show)
            noise = median(row.noise) if row.noise else 0
            print(
                f"{process:<8} {kind:<14} {row.put:>3} {row.seen:>4} {noise:>5} {row.restored:>8} {row.left:>4} {row.harm:>4}"
            )
            harm += row.harm
    return int(harm > 0)


if __name__ == "__main__":
    sys.exit(main())
