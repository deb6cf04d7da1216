"""A program that uses the library, as one that mypy checks strictly (``tox -e types``) and a test runs.

A line that is wrong on purpose says which error mypy finds in it: without that error mypy complains, too.
"""

from __future__ import annotations

import sys
from pathlib import Path

from spec_ls.api import (
    SEVERITIES,
    BadSettings,
    Checker,
    Edit,
    Finding,
    Options,
    Severity,
    SpecLsError,
    apply_edits,
    check_file,
    check_text,
    fix_text,
)
from spec_ls.testing import spec_tests

test_specs = spec_tests("../samples", ignore=["rst-syntax"], fail_on="warning")


def gravest(findings: tuple[Finding, ...]) -> Severity:
    """The gravest severity of findings."""
    return min((finding.severity for finding in findings), key=SEVERITIES.index, default="hint")


def mended(path: Path, options: Options) -> str:
    """The text of a file after the fixes of its findings that come first and do not overlap."""
    text, edits = path.read_text("utf-8"), list[Edit]()
    for finding in check_text(text, path, options).findings:
        if finding.fix is not None and finding.fix.safe:
            try:
                apply_edits(text, [*edits, *finding.fix.edits])
            except ValueError:
                continue
            edits += finding.fix.edits
    return apply_edits(text, edits)


def wrong_uses(finding: Finding) -> None:
    """What mypy refuses."""
    finding.line = 1  # type: ignore[misc]
    print(finding.colour)  # type: ignore[attr-defined]
    Options("rally")  # type: ignore[call-arg]
    check_file(b"a.rst")  # type: ignore[arg-type]
    print(finding.severity == "fatal")  # type: ignore[comparison-overlap]
    spec_tests("../samples", fail_on="fatal")  # type: ignore[arg-type]


def main(paths: list[str]) -> int:
    """Print what is found in the specs among paths, and how far the safe fixes help."""
    checker = Checker(Options(select={"line-too-long", "trailing-whitespace"}))
    try:
        for path in checker.specs(*paths):
            result = checker.check_file(path)
            print(path, result.template, gravest(result.findings), len(result.findings))
            text = mended(Path(path), Options(select=["trailing-whitespace"]))
            print(fix_text(text, path).count, *result.findings, sep="\n")
    except BadSettings as error:
        print(*error.problems, sep="\n")
        return 2
    except SpecLsError as error:
        print(error)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
