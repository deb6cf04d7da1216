"""How long a keystroke takes to become findings: inside the core, and from an editor's side of the wire.

Then check_times.py compares a check of a whole folder with other tools.

    python tests/bench/bench.py [--short] [--json FILE] [--svg FILE] [-- COMMAND ...]

Nothing fails here: the figures are printed beside what is expected.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parents[2]))

import check_times
import core
import probe
import targets
from wire import ServerGone


def main() -> int:
    options = probe.parser(__doc__).parse_args()
    servers, plan = probe.chosen(options)
    print("inside the core, ms\n")
    figures = core.measure(plan.sizes, 10 if options.short else 300)
    print("\nfrom an editor's side\n")
    try:
        found = probe.run(servers, plan)
    except ServerGone as error:
        print(f"bench: a server is gone: {error}", file=sys.stderr)
        return 2
    found["core"] = figures
    found["targets"] = targets.judged(found)
    targets.report(found["targets"])
    probe.write(options, found)
    print("\na check of a folder\n", flush=True)
    return check_times.main(["--short"] if options.short else [])


if __name__ == "__main__":
    sys.exit(main())
