"""What comes of looking at an input of ``spec-ls check``, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from spec_ls.report.results import SpecResult
from spec_ls.workspace.files import FileProblem


@dataclass(frozen=True, slots=True)
class Look:
    """What came of looking at an input.

    ``result`` is None if it is no spec, or if ``messages`` say why it cannot be checked.  ``disk`` is the
    first failure of the file system.  ``chosen`` is the template file that a comment in it names.  ``reads``
    are those that all this depends on, None where that is not known; with ``for_today`` it depends on the
    day, too.
    """

    result: SpecResult | None = None
    messages: tuple[str, ...] = ()
    disk: FileProblem | None = None
    chosen: Path | None = None
    reads: tuple[str, ...] | None = None
    for_today: bool = False
