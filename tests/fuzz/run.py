"""Fuzz with atheris, which looks for inputs that reach new code.

    python tests/fuzz/run.py [--seconds N] [TARGET ...]

Each target of ``fuzzed.py`` gets N seconds (60), in a process of its own.  Ends with 1 if one failed; its
input is then printed, and belongs in ``fuzzed.SEEDS``.  Where atheris has no wheel, that is said and the
exit status is 0.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

_TARGETS = ("scanner", "wrapping", "settings", "headers")
_ONE = "--one"


def main() -> int:
    """Fuzz all targets that were named."""
    parser = argparse.ArgumentParser(description="Fuzz with atheris.")
    parser.add_argument("targets", metavar="TARGET", nargs="*", choices=[*_TARGETS, []], default=[])
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    if find_spec("atheris") is None:
        print("skipped: atheris is not installed, it has no wheel for this Python and system")
        return 0
    failed = []
    for name in options.targets or _TARGETS:
        print(f"== {name}", flush=True)
        command = [sys.executable, __file__, _ONE, name, str(options.seconds)]
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "nothing found")
    return 1 if failed else 0


def _fuzz(name: str, seconds: int) -> None:
    """Fuzz a target in this process, which ends with it."""
    import atheris  # it has wheels for few systems

    with atheris.instrument_imports(include=["spec_ls", "tomllib"]):
        from fuzzed import SEEDS, TARGETS

    with tempfile.TemporaryDirectory(prefix="spec-ls-seeds-") as folder:
        for number, seed in enumerate(SEEDS[name]):
            (Path(folder) / str(number)).write_bytes(seed)
        options = [f"-max_total_time={seconds}", "-timeout=30", "-rss_limit_mb=2048", "-max_len=600"]
        found = f"-artifact_prefix={tempfile.gettempdir()}/spec-ls-{name}-"
        atheris.Setup([name, folder, *options, found, "-print_final_stats=1"], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == [_ONE]:
        _fuzz(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(main())
