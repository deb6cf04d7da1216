"""Runs the two trials of findings and fixes on real specs, with safe fixes alone and with all of them.

    trial.py FOLDER [--short] [--seed N] [--per-kind N]

FOLDER holds ``trial/`` (mistakes.py, roundtrip.py) and ``corpus/``.  ``--short`` takes two small repositories for
each, in about three minutes.  Each trial's own table is printed; the exit status is 1 if ``mistakes.py`` saw harm or
a mistake that no finding names.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

SMALL = ("keystone-specs", "rally")
"""Repositories of the short form."""


def main() -> int:
    """Run both trials both ways."""
    options = _options()
    trial, corpus = options.folder / "trial", options.folder / "corpus"
    repositories = ["--repo", *SMALL] if options.short else []
    mistakes = ["--seed", str(options.seed), "--per-kind", str(3 if options.short else options.per_kind)]
    status = 0
    for fixes in ([], ["--unsafe-fixes"]):
        command = ["--", sys.executable, "-P", "-m", "spec_ls", "check", *fixes]
        print(f"\n{'all fixes' if fixes else 'safe fixes'}", flush=True)
        for program, arguments in (("mistakes.py", mistakes), ("roundtrip.py", [])):
            asked = [sys.executable, trial / program, "--corpus", corpus, *repositories, *arguments]
            failed = subprocess.run([*asked, *command], check=False).returncode
            status = max(status, failed if program == "mistakes.py" else 0)
    return status


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=lambda name: Path(name).resolve())
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-kind", type=int, default=10)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
