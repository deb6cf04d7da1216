"""``--statistics``: the findings that people are shown, counted by code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spec_ls.report.results import ShownFinding, SpecResult


def statistics(results: Sequence[SpecResult]) -> str:
    """A line for each code: its count, the code, and how many the same options with ``--fix`` would fix.

    The most frequent code comes first.
    """
    counts, fixable = Counter[str](), Counter[str]()
    for result in results:
        for shown in result.shown:
            counts[shown.finding.code] += 1
            fixable[shown.finding.code] += _is_fixable(result, shown)
    width = len(str(max(counts.values(), default=0)))
    names = max(map(len, counts), default=0)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(
        f"{count:>{width}}  {code:<{names}}  {f'{fixable[code]} fixable' if fixable[code] else ''}".rstrip()
        + "\n"
        for code, count in ordered
    )


def _is_fixable(result: SpecResult, shown: ShownFinding) -> bool:
    return all(result.findings[member].fix is not None for member in shown.members)
