"""Fixes the recorded mutants of headers that a gate rejects, with all fixes, and looks for harm.

    header_mutants.py CORPUS [--show N] [--show-left N] [-- COMMAND ...]        (COMMAND: default spec-ls)

Harm is a word lost that the original has, a body that changed, an error that was not there before, or a second
fix that changes something.  A mutant is restored if its text is the original's again, and mended if no error
is left.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from command_line import options_and_command
from gates.header_parity import Case, cases_of, rounds

_WORD = re.compile(r"\w+")


def run_check(tree: Path, command: list[str], paths: list[str], *options: str) -> list[dict]:
    """The findings of a run of ``check``."""
    done = subprocess.run(
        [*command, "check", *options, "--format", "json", *paths], cwd=tree, capture_output=True, check=False
    )
    return json.loads(done.stdout)


def errors(findings: list[dict]) -> dict[str, Counter]:
    """By path the errors, without the numbers in their messages."""
    found: dict[str, Counter] = {}
    for finding in findings:
        if finding["severity"] == "error":
            key = finding["code"], re.sub(r"\d+", "", finding["message"])
            found.setdefault(Path(finding["path"]).as_posix(), Counter())[key] += 1
    return found


def body_of(text: str) -> str:
    """The text behind the first blank line."""
    lines = text.splitlines(keepends=True)
    end = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    return "".join(lines[end:])


def harm_of(case: Case, original: str, fixed: str, again: str, new: Counter) -> list[str]:
    """What harm the fixes did."""
    assert case.text is not None
    harm = []
    there = Counter(_WORD.findall(original)) & Counter(_WORD.findall(case.text))
    if lost := there - Counter(_WORD.findall(fixed)):
        harm.append(f"lost {sorted(lost)[:5]}")
    if body_of(fixed) not in (body_of(case.text), body_of(original)):
        harm.append("the body changed")
    if new:
        harm.append(f"new errors {list(new)[:2]}")
    if again != fixed:
        harm.append("a second fix changes something")
    return harm


def main() -> int:
    """Run the trial; the exit status is 1 if any mutant was harmed or fewer than half are mended."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--show-left", type=int, default=0)
    options, command = options_and_command(parser)
    totals: Counter[str] = Counter()
    for file in sorted((options.corpus / "gate").glob("gate-*.json")):
        oracle = json.loads(file.read_text(encoding="utf-8"))
        if "cases" in oracle and all(line is not None for c in oracle["cases"] for line, *_ in c["messages"]):
            totals += trial(
                oracle,
                options.corpus / oracle["repo"].partition("/")[2],
                command,
                options.show,
                options.show_left,
            )
    print(", ".join(f"{name} {totals[name]}" for name in ("rejected", "harmed", "restored", "mended")))
    return int(totals["harmed"] > 0 or 2 * (totals["restored"] + totals["mended"]) < totals["rejected"])


def trial(oracle: dict, source: Path, command: list[str], show: int, show_left: int) -> Counter[str]:
    """Count the rejected mutants, those harmed, restored, and those without an error that are not restored."""
    totals: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "documents"
        shutil.copytree(source, tree, symlinks=True)
        originals = {path: (tree / path).read_bytes().decode() for path in oracle["files"]}
        rejected = [case for case in cases_of(oracle, source) if case.text is not None and not case.passes]
        for batch in rounds(rejected):
            for case in batch:
                (tree / case.path).write_bytes(str(case.text).encode("utf-8", "surrogatepass"))
            paths = [case.path for case in batch]
            before = errors(run_check(tree, command, paths))
            after = errors(run_check(tree, command, paths, "--fix", "--unsafe-fixes"))
            fixed = {path: (tree / path).read_bytes().decode() for path in paths}
            run_check(tree, command, paths, "--fix", "--unsafe-fixes")
            for case in batch:
                path, text = case.path, fixed[case.path]
                again = (tree / path).read_bytes().decode()
                left = after.get(path, Counter())
                harm = harm_of(case, originals[path], text, again, left - before.get(path, Counter()))
                totals["rejected"] += 1
                totals["harmed"] += bool(harm)
                totals["restored"] += text == originals[path]
                totals["mended"] += text != originals[path] and not left
                if left and totals["left"] < show_left:
                    print(f"  left {path} {case.mutation}: {next(iter(left))[1][:100]}")
                totals["left"] += bool(left)
                if harm and totals["harmed"] <= show:
                    print(f"  {path} {case.mutation}: {'; '.join(harm)}")
                (tree / path).write_bytes(originals[path].encode())
    return totals


if __name__ == "__main__":
    sys.exit(main())
