"""How long a keystroke takes to become findings: inside the core, and from an editor's side of the wire.

    python tests/bench/bench.py [--short] [--json FILE] [--svg FILE] [-- COMMAND ...]

Nothing fails here: the figures are printed beside what is expected.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parents[2]))

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
    return 0


if __name__ == "__main__":
    sys.exit(main())
