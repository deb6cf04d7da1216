"""The parts of a result that the reports need which the options ask for."""

from __future__ import annotations

from spec_ls.cli.arguments import Options
from spec_ls.report.formats import WITH_FIXES, WITH_SOURCE
from spec_ls.report.results import FixesWanted


def fixes_wanted(options: Options) -> FixesWanted:
    """The fixes and lines that the format needs, and ``--statistics``.

    ``full`` shows unsafe fixes, too: it says how each is applied.
    """
    is_full = options.format == "full" and not options.statistics
    return FixesWanted(
        options.format in WITH_FIXES or options.statistics,
        options.unsafe_fixes or is_full,
        count=not (options.fix and options.unsafe_fixes),
        source=options.format in WITH_SOURCE and (is_full or options.format != "full"),
    )
