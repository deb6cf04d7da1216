"""How much we say of good specs: those that their gate covers and passes, each approved by reviewers.

    python tests/corpus/quiet.py [FOLDER]

takes the verdicts in FOLDER/gate (../shared/corpus, if none is given) and the specs beside it, and prints,
for each repository and for all, the warnings per spec and in what share of the specs each code warns.
Placeholders and overlong lines of old specs are counted, but not judged.  Exit 1: an error in a spec that
its gate passes, 3 warnings a spec or more, or a code that warns in more than 15 of 100 specs; 2: no verdicts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parents[2]))

from spec_ls.checks.run import check
from spec_ls.findings import Severity
from spec_ls.model.document import parse
from spec_ls.spec import compare
from spec_ls.text import Text
from spec_ls.workspace import Workspace, read

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
MOST_WARNINGS, MOST_SPECS = 3.0, 0.15
UNJUDGED = {"leftover-placeholder", "line-too-long"}

Said = Counter[tuple[str, Severity]]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Count what is said of good specs.")
    parser.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, default=CORPUS)
    folder = parser.parse_args(arguments).folder
    repositories = {path.stem.split("__")[-1]: path for path in sorted(folder.glob("gate/gate-*.json"))}
    if not repositories:
        print(f"quiet: no verdicts below {folder}", file=sys.stderr)
        return 2
    everything: list[Said] = []
    with ProcessPoolExecutor() as pool:
        for name, verdicts in repositories.items():
            told = list(pool.map(said, passed(folder / name, verdicts), chunksize=8))
            everything += told
            show(name, told)
    return 0 if show("all", everything) else 1


def passed(root: Path, verdicts: Path) -> Iterator[Path]:
    """The specs that a gate opens and passes."""
    for path, one in json.loads(verdicts.read_text("utf-8"))["files"].items():
        if one["covered"] and one["verdict"] == "pass" and (root / path).is_file():
            yield root / path


def said(path: Path) -> Said:
    """How many findings a spec has, by code and severity; none for what is no spec, such as a template's link."""
    text = Text.of(read(path))
    served = Workspace(path.parent).resolve(path, text)
    if served.template is None:
        return Counter()
    findings = check(compare(parse(text), served.template, served.config, path)).findings
    return Counter((finding.code, finding.severity) for finding in findings)


def show(name: str, told: list[Said]) -> bool:
    """Print what is said of some specs; whether that is little enough."""
    count = len(told)
    warnings = sum(number for one in told for (_, level), number in one.items() if level is Severity.WARNING)
    errors = sum(number for one in told for (_, level), number in one.items() if level is Severity.ERROR)
    shares = Counter(code for one in told for code, level in one if level is Severity.WARNING)
    print(f"{name}: {count:,} specs, {errors} errors, {warnings / max(count, 1):.2f} warnings a spec")
    for code, number in shares.most_common():
        print(f"    {number / count:6.1%}  {code}")
    loud = [code for code, number in shares.items() if number > MOST_SPECS * count and code not in UNJUDGED]
    return not errors and warnings < MOST_WARNINGS * count and not loud


if __name__ == "__main__":
    sys.exit(main())
