"""Compares the errors of ``spec-ls check`` with what the gates of proposal processes say of their headers.

    header_parity.py CORPUS [--oracle FOLDER] [--show N] [-- COMMAND ...]        (COMMAND: default spec-ls)

``gate-*.json`` in the oracle's folder (default: CORPUS/gate) that have cases hold documents and mutants of
them with the gate's messages (its README describes them).  In a copy of the repository under another name each
round has one mutant per path.  Compared are the verdict (an error or none) and, where the gate names lines,
the lines that have an error.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from command_line import options_and_command


@dataclass(frozen=True)
class Case:
    """A document or a mutant of it: its text, None for the document itself, and what the gate says."""

    path: str
    mutation: str
    text: str | None
    lines: frozenset[int] | None
    passes: bool
    said: str


def cases_of(oracle: dict, tree: Path) -> list[Case]:
    """The cases that an oracle holds: the documents as they are, then the mutants."""
    found = [
        Case(path, "as it is", None, frozenset(), not entry["messages"], str(entry["messages"]))
        for path, entry in oracle["files"].items()
        if entry["covered"]
    ]
    for entry in oracle["cases"]:
        original = (tree / entry["path"]).read_bytes().decode().split("\n")
        replaced = [] if entry["text"] is None else entry["text"].split("\n")
        text = "\n".join([*original[: entry["from"]], *replaced, *original[entry["to"] :]])
        assert hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() == entry["sha256"], entry[
            "path"
        ]
        messages, crash = entry["messages"], entry.get("crash")
        known = not crash and all(line is not None for line, *_ in messages)
        lines = frozenset(line for line, *_ in messages) if known else None
        said = str([text for _, text, *_ in messages] + ([crash] if crash else []))
        found.append(Case(entry["path"], entry["mutation"], text, lines, not messages and not crash, said))
    return found


def rounds(cases: list[Case]) -> Iterator[list[Case]]:
    """The cases in lists that have each path once; one that changes what others say stands alone."""
    by_path: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_path[case.path].append(case)
    while by_path:
        yield [waiting.pop(0) for waiting in by_path.values()]
        by_path = {path: waiting for path, waiting in by_path.items() if waiting}


def error_lines(tree: Path, command: list[str], paths: list[str]) -> dict[str, set[int]]:
    """The lines with an error by path; raises ``RuntimeError`` if the command fails."""
    run = subprocess.run(
        [*command, "check", "--format", "json", *paths], cwd=tree, capture_output=True, check=False
    )
    try:
        findings = json.loads(run.stdout)
    except ValueError:
        raise RuntimeError(f"exit status {run.returncode}: {run.stderr.decode()[-300:]}") from None
    lines: dict[str, set[int]] = {path: set() for path in paths}
    for finding in findings:
        if finding["severity"] == "error":
            lines[Path(finding["path"]).as_posix()].add(finding["line"])
    return lines


def compare(oracle: dict, source: Path, command: list[str], alone: bool) -> list[str]:
    """What differs, a line each.  With ``alone`` no two mutants are made at once: the gate reads across files."""
    differences = []
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "documents"
        shutil.copytree(source, tree, symlinks=True)
        originals = {path: (tree / path).read_bytes() for path in oracle["files"]}
        cases = cases_of(oracle, source)
        batches = [[case] for case in cases if case.text is not None] if alone else list(rounds(cases))
        for batch in batches:
            for case in batch:
                if case.text is not None:
                    (tree / case.path).write_bytes(case.text.encode("utf-8", "surrogatepass"))
            paths = list(oracle["files"]) if alone else [case.path for case in batch]
            found = error_lines(tree, command, paths)
            for case in batch:
                wrong = any(found.values()) if alone else bool(found[case.path])
                same_lines = case.lines is None or case.lines == found[case.path]
                if wrong is case.passes or not same_lines:
                    here = {
                        path: sorted(lines)
                        for path, lines in found.items()
                        if lines and (alone or path == case.path)
                    }
                    differences.append(
                        f"{case.path} {case.mutation}: gate {sorted(case.lines or ())} {case.said}, here {here}"
                    )
                (tree / case.path).write_bytes(originals[case.path])
    return differences


def main() -> int:
    """Run the comparison; the exit status is 1 if anything differs."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--oracle", type=Path)
    parser.add_argument("--show", type=int, default=20)
    options, command = options_and_command(parser)
    status = 0
    for file in sorted((options.oracle or options.corpus / "gate").glob("gate-*.json")):
        oracle = json.loads(file.read_text(encoding="utf-8"))
        if "cases" not in oracle:
            continue
        source = options.corpus / oracle["repo"].partition("/")[2]
        alone = any(line is None for case in oracle["cases"] for line, *_ in case["messages"])
        differences = compare(oracle, source, command, alone)
        total = len(oracle["files"]) + len(oracle["cases"])
        print(f"{oracle['repo']}: {total - len(differences)} of {total} agree")
        for difference in differences[: options.show]:
            print("  " + difference)
        status |= bool(differences)
    return status


if __name__ == "__main__":
    sys.exit(main())
