"""Gives real repositories a title test of three lines, and compares its verdicts with those of their own gates.

    title_tests.py CORPUS [--oracle FOLDER] [--repo NAME] [--rounds N] [--show N]

In a copy of each repository ``tests/test_titles.py`` is written with ``spec_ls.testing`` and run by pytest from
another folder.  Compared is each spec that its gate opens: as it is, then in up to N rounds (default: all) with a
recorded mutant in the place of each.  The oracle's folder (default: CORPUS/gate) has the verdicts, and the program
that makes the mutants.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).parent.parent))

from trees import IMPORTS

PATHS = {
    "openstack__nova-specs": ("../specs",),
    "openstack__heat-specs": ("../specs",),
    "openstack__ironic-specs": ("../specs/approved", "../specs/backlog"),
    "openstack__rally": ("../doc/specs",),
    "openstack__osprofiler": ("../doc/specs/**/*.rst",),
}
"""The repositories, and the paths that their title tests name."""

TITLE_TEST = Path("tests", "test_titles.py")


def title_test(*arguments: str) -> str:
    """The three lines."""
    return f"from spec_ls.testing import spec_tests\n\ntest_specs = spec_tests({', '.join(arguments)})\n"


def write_title_test(tree: Path, *arguments: str) -> None:
    """Write a repository's title test; the arguments are code."""
    (tree / TITLE_TEST).parent.mkdir(exist_ok=True)
    (tree / TITLE_TEST).write_text(title_test(*arguments), "utf-8")


def run_pytest(tree: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run pytest on a repository's title test, with no plugins but those that the arguments name."""
    environment = (
        os.environ
        | IMPORTS
        | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", "PYTHONDONTWRITEBYTECODE": ""}
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(tree),
        *arguments,
    ]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def verdicts(tree: Path, specs: tuple[str, ...] = ()) -> dict[str, str]:
    """``pass`` or ``fail`` for each case of a repository's title test, by the spec's path.

    With ``specs`` only their cases run.  Raises ``RuntimeError`` if pytest does not get so far.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        names = [f"{tree / TITLE_TEST}::test_specs[{spec}]" for spec in specs] or [str(tree / TITLE_TEST)]
        done = run_pytest(tree, "--junitxml", str(report), *names, cwd=Path(folder))
        if done.returncode not in (0, 1):
            raise RuntimeError(f"pytest: exit status {done.returncode}: {(done.stdout + done.stderr)[-500:]}")
        cases = ElementTree.parse(report).iter("testcase")
        return {_spec_of(case.attrib["name"]): _verdict(case) for case in cases}


def _spec_of(name: str) -> str:
    """The spec of a case of ``test_specs``; another test's name stays."""
    return name[len("test_specs[") : -1] if name.startswith("test_specs[") else name


def _verdict(case: ElementTree.Element) -> str:
    return "pass" if case.find("failure") is None and case.find("error") is None else "fail"


def differences(wanted: Mapping[str, str], found: Mapping[str, str], what: str) -> list[str]:
    """What differs, a line each.  A file without a case, such as a link to a template, is not rejected."""
    return [
        f"{path} {what}: gate {verdict}, here {found.get(path, 'no case')}"
        for path, verdict in wanted.items()
        if found.get(path, "pass") != verdict
    ]


def compare(name: str, source: Path, oracle: Path, most_rounds: int) -> tuple[int, int, list[str]]:
    """The numbers of a repository's verdicts that were compared and of files without a case; what differs."""
    recorded = json.loads((oracle / f"gate-{name}.json").read_text("utf-8"))["files"]
    wanted = {path: entry["verdict"] for path, entry in recorded.items() if entry["covered"]}
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "specs-copy")
        shutil.copytree(source, tree, symlinks=True, ignore=shutil.ignore_patterns(".git"))
        write_title_test(tree, *(f'"{path}"' for path in PATHS[name]))
        as_it_is = verdicts(tree)
        count, without = len(wanted), len(wanted.keys() - as_it_is.keys())
        found = differences(wanted, as_it_is, "as it is")
        for number, mutants in enumerate(rounds(name, source, oracle)):
            if number == most_rounds:
                break
            originals = {path: (tree / path).read_bytes() for path in mutants}
            for path, (_, text) in mutants.items():
                (tree / path).write_bytes(text.encode())
            wanted = {path: verdict for path, (verdict, _) in mutants.items()}
            found += differences(wanted, verdicts(tree, tuple(mutants)), f"mutant {number + 1}")
            count += len(mutants)
            for path, content in originals.items():
                (tree / path).write_bytes(content)
    return count, without, found


def rounds(name: str, source: Path, oracle: Path) -> Iterator[dict[str, tuple[str, str]]]:
    """Mutants with their verdicts by path, in rounds that have each path once."""
    sys.path.insert(0, str(oracle))
    parity = importlib.import_module("parity")
    data = json.loads((oracle / f"mutants-{name}.json").read_text("utf-8"))
    waiting: dict[str, list[tuple[str, str]]] = {}
    for case, _, text in parity.mutants(data, SimpleNamespace(name=name, src=str(source))):
        if not case.get("docutils"):  # where docutils itself gave up the gate judged nothing
            verdict = parity.expectation(case, "0.23")["verdict"]
            waiting.setdefault(case["path"], []).append((verdict, text))
    while waiting:
        yield {path: mutants.pop(0) for path, mutants in waiting.items()}
        waiting = {path: mutants for path, mutants in waiting.items() if mutants}


def main() -> int:
    """Run the comparison; the exit status is 1 if anything differs."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--oracle", type=Path)
    parser.add_argument("--repo", default="")
    parser.add_argument("--rounds", type=int, default=1_000)
    parser.add_argument("--show", type=int, default=20)
    options = parser.parse_args()
    corpus, status = options.corpus.resolve(), 0
    for name in PATHS:
        source = corpus / name.partition("__")[2]
        if options.repo not in name or not source.is_dir():
            continue
        count, without, found = compare(
            name, source, (options.oracle or corpus / "gate").resolve(), options.rounds
        )
        print(
            f"{name}: {count - len(found)} of {count} verdicts agree, {without} files have no case",
            flush=True,
        )
        for difference in found[: options.show]:
            print("  " + difference)
        status |= bool(found)
    return status


if __name__ == "__main__":
    sys.exit(main())
