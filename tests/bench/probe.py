"""How long a language server takes from an edit to its diagnostics, over standard input and output.

    python tests/bench/probe.py [--short] [--only NAMES] [--name NAME] [-- COMMAND ...]

Beside the server of COMMAND, if there is one, run our own and the two ends of the scale: one that echoes
as many fixed diagnostics as ours sends, and one that gives the whole text to docutils each time.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import machine
import texts
from actions import CHARACTER
from busy import keystrokes
from indexing import index
from latency import latency
from plan import BEFORE, ECHO, OURS, OWN, SHORT, Plan, Server
from plot import plot
from process import memories, report, starts
from request_times import requests
from wire import ServerGone


def run(servers: Sequence[Server], plan: Plan) -> dict[str, Any]:
    """All figures of all servers, printed as they are found."""
    gc.disable()  # nothing here makes cycles, and a collection would count as a server's time
    with tempfile.TemporaryDirectory(prefix="spec-ls-bench-") as folder:
        repository = texts.lay_out(Path(folder).resolve() / "repository")
        found: dict[str, Any] = {
            "machine": machine.description(),
            "text": texts.source().name,
            "commands": {server.name: list(server.command) for server in servers},
        }
        print(", ".join(f"{name} {value}" for name, value in found["machine"].items()))
        print(f"text: {texts.source().name}; times in ms; / echo: times the echo server's p50;")
        print("last: of the last answer, where there were several; probe: its own part; found: diagnostics\n")
        found["latency"] = [row.as_json() for row in latency(servers, repository, plan)]
        if ours := next((server for server in servers if server.name == OURS), None):
            echo = next((server for server in servers if server.name == ECHO), None)
            found["requests"] = requests(ours, echo, repository, plan)
            found["busy"] = keystrokes(ours, repository, plan)
            found["index"] = index(ours, repository.folder.parent, plan)
        found["start"] = starts([*servers, *_before(ours, plan)], repository, plan)
        found["memory"] = memories(servers, repository, plan)
        report(found["start"], found["memory"])
    gc.enable()
    return found


def _before(ours: Server | None, plan: Plan) -> list[Server]:
    """Our own server as it was, in another tree."""
    if ours is None or plan.before is None:
        return []
    return [replace(ours, name=BEFORE, package=plan.before)]


def drawing(found: dict[str, Any]) -> str:
    """The SVG of a character's latency over the document's size."""
    about, lines = found["machine"], {}
    for row in found["latency"]:
        if row["action"] == CHARACTER:
            lines.setdefault(row["server"], []).append((row["lines"], row["first"]["p50"]))
    title = "From a keystroke to its diagnostics, median"
    note = f"{about['cpu']}, {about['cores']} cores, {about['python']}, {about['date'][:10]}"
    return plot(title, note, "lines in the document", "milliseconds", lines)


def parser(description: str | None) -> argparse.ArgumentParser:
    """The arguments that choose servers, the amount of work, and the files to write."""
    made = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument(
        "--short", action="store_true", help="a few seconds: shows that all works, not how fast"
    )
    made.add_argument("--sizes", metavar="LINES,...", help="sizes of the documents, specs and PEPs")
    made.add_argument("--edits", metavar="N", type=int, help="edits after which memory is measured")
    made.add_argument("--only", metavar="NAME,...", help="these of our own server, echo and docutils alone")
    made.add_argument("--name", default="other", help="what to call the server of COMMAND")
    made.add_argument(
        "--before", metavar="FOLDER", type=Path, help="a tree of an older commit: starts beside it"
    )
    made.add_argument("--json", metavar="FILE", type=Path, help="write all figures there")
    made.add_argument("--svg", metavar="FILE", type=Path, help="draw a character's times there")
    made.add_argument("command", metavar="COMMAND", nargs="*", help="another server, after --")
    return made


def chosen(options: argparse.Namespace) -> tuple[list[Server], Plan]:
    """The servers and the plan that the arguments say."""
    names = options.only.split(",") if options.only else [server.name for server in OWN]
    servers = [server for server in OWN if server.name in names]
    if options.command:
        servers.append(Server(options.name, tuple(options.command), quick=False))
    plan = SHORT if options.short else Plan()
    if options.sizes:
        sizes = tuple(sorted(int(size) for size in options.sizes.split(",")))
        plan = replace(plan, sizes=sizes, peps=sizes, asked=sizes)
    if options.before is not None:
        plan = replace(plan, before=options.before.resolve(strict=True))
    if options.edits is not None:
        plan = replace(plan, edits=options.edits)
    return servers, plan


def write(options: argparse.Namespace, found: dict[str, Any]) -> None:
    """The files that were asked for."""
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    if options.svg:
        options.svg.write_text(drawing(found), "utf-8")


def main() -> int:
    options = parser(__doc__).parse_args()
    try:
        write(options, run(*chosen(options)))
    except ServerGone as error:
        print(f"probe: a server is gone: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
