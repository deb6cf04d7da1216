"""What a hostile document costs grows hardly faster than its size: calls are counted, no clock is read.

``measure.py`` measures the same kinds in seconds and at up to 1 MB (``tox -e hostile``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from types import FrameType

import pytest
from counted_work import bytecodes

sys.path[1:1] = [str(Path(__file__).resolve().parent)]

from kinds import KINDS, varied  # noqa: E402  (it lies in the folder added above)
from measure import TEMPLATE, WARM  # noqa: E402

from spec_ls.checks.fix_all import count_fixable, fix_all  # noqa: E402
from spec_ls.checks.line_too_long import CHECK as LINE_TOO_LONG  # noqa: E402
from spec_ls.checks.run import check, check_promptly  # noqa: E402
from spec_ls.deadline import Deadline, OutOfTime, interrupting  # noqa: E402
from spec_ls.features.actions import actions  # noqa: E402
from spec_ls.features.completion import complete  # noqa: E402
from spec_ls.features.folding import folds  # noqa: E402
from spec_ls.features.heading_hints import heading_hints  # noqa: E402
from spec_ls.features.links import links  # noqa: E402
from spec_ls.features.selection import selection_ranges  # noqa: E402
from spec_ls.findings import Fixable  # noqa: E402
from spec_ls.lsp.encoding import Encoding  # noqa: E402
from spec_ls.lsp.token_data import token_data  # noqa: E402
from spec_ls.model.document import parse  # noqa: E402
from spec_ls.model.linked_pages import LinkedPages  # noqa: E402
from spec_ls.model.template import read_template  # noqa: E402
from spec_ls.rst.meaning import leaves_visible_nodes  # noqa: E402
from spec_ls.spec import Spec, compare  # noqa: E402
from spec_ls.text import Edit, Position, Range, Text  # noqa: E402

_SIZES = (1_000, 4_000)
_MOST_GROWTH = 1.6
"""How much more than in proportion the calls may grow with the size."""

_FEW = 15_000
"""Calls that are too few for growth to say anything."""

_BY_BUDGET = {"grid borders and bullets", "nested bullets", "nested notes", "footnote references"}
"""Kinds for which docutils itself takes quadratic time, until the work for a unit or for names is spent."""

_MOST_CALLS = 8_000_000

SPEC_TEMPLATE = read_template(TEMPLATE, "builtin:hostile")


def spec(kind: str, size: int) -> Spec:
    """A document of a kind, beside a template; nothing of it is computed yet."""
    return compare(parse(Text.of(KINDS[kind](size))), SPEC_TEMPLATE)


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Load docutils, whose set-up counts for no document."""
    check(compare(parse(Text.of(WARM)), SPEC_TEMPLATE))


def _check(kind: str, size: int) -> int:
    document = Text.of(KINDS[kind](size))
    return calls(lambda: check(compare(parse(document), SPEC_TEMPLATE)))


def _edit(kind: str, size: int) -> int:
    checked = check(spec(kind, size))
    line = len(checked.spec.text.lines) // 2
    edit = Edit(Range.at(Position(line, 0)), "x")
    return calls(lambda: check_promptly(checked.spec.after([edit])))


def _complete(kind: str, size: int) -> int:
    checked = check(spec(kind, size))
    lines = len(checked.spec.text.lines)
    places = [Position(line, 0) for line in {0, lines // 2, lines // 2 + 1, lines - 1} if line < lines]
    return calls(lambda: [complete(checked.spec, place) for place in places])


def _shape(kind: str, size: int) -> int:
    """Folds, selections, tokens and hints."""
    now = spec(kind, size)
    text, found = now.text, list[object]()
    places = [Position(line, 3) for line in (0, len(text.lines) // 2, len(text.lines) - 1)]

    def shape() -> None:
        found.append(folds(now.document))
        found.append(selection_ranges(now.document, places))
        found.append(heading_hints(now, Range(Position(0, 0), text.end)))
        found.extend(token_data(now.document, None, Encoding.UTF_16))

    return calls(shape)


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - _BY_BUDGET)[::8])
def test_calls_for_the_shape_of_a_text_grow_in_proportion(kind: str) -> None:
    """So do those for folds, selections, semantic tokens and hints."""
    small, large = (_shape(kind, size) for size in _SIZES)
    proportion = _SIZES[1] / _SIZES[0]
    assert large <= max(_FEW, small) * proportion * _MOST_GROWTH, f"{small:,} calls, then {large:,}"


@pytest.mark.parametrize("work", [_check, _edit, _complete], ids=["check", "edit", "complete"])
@pytest.mark.parametrize("kind", sorted(KINDS.keys() - _BY_BUDGET))
def test_calls_grow_in_proportion(kind: str, work: Callable[[str, int], int]) -> None:
    """Four times the text takes little more than four times the calls."""
    small, large = (work(kind, size) for size in _SIZES)
    proportion = _SIZES[1] / _SIZES[0]
    assert large <= max(_FEW, small) * proportion * _MOST_GROWTH, f"{small:,} calls, then {large:,}"


@pytest.mark.parametrize("kind", sorted(_BY_BUDGET))
def test_what_docutils_does_has_an_end(kind: str) -> None:
    """Where docutils takes quadratic time, it is stopped."""
    assert _check(kind, 30_000) <= _MOST_CALLS


@pytest.mark.parametrize("kind", ["trailing blanks", "numbered references", "suppressions", "headings"])
def test_nothing_is_proven_behind_the_deadline(kind: str) -> None:
    """Fixes that are not proven in time are neither offered, nor counted, nor applied."""
    checked, over = check(spec(kind, _SIZES[0])), Deadline.after(-1)
    assert checked.findings
    assert actions(checked, Range(Position(0, 0), checked.spec.text.end), deadline=over) == []
    assert count_fixable(checked, over) == Fixable(0, 0)
    assert fix_all(checked, unsafe=True, deadline=over) == (checked, 0)
    assert calls(lambda: count_fixable(checked, over)) <= 20 * len(checked.findings) + 100


def calls(work: Callable[[], object]) -> int:
    """The number of calls, of functions in Python and in C, that a piece of work makes."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("kind", ["headings", "numbered references", "wrong underlines"])
def test_work_is_interrupted_when_its_time_is_over(kind: str) -> None:
    """Work under way ends once its deadline is over, and what is kept of it is right."""
    before, whole = spec(kind, 20_000), check(spec(kind, 20_000))
    with pytest.raises(OutOfTime), interrupting(Deadline.after(0.005)):
        check(before)
    assert check(before).findings == whole.findings
    everywhere = Range(Position(0, 0), whole.spec.text.end)
    start = process_time()
    actions(whole, everywhere, None, Deadline.after(0.05))
    assert process_time() - start < 1


@pytest.mark.parametrize(
    "kind", ["addresses of files", "inline targets", "indented line block", "lines of list items"]
)
def test_steps_for_a_long_block_grow_in_proportion(kind: str) -> None:
    """Nothing looks at a block from its start for each of its lines: links, overlong lines."""
    small, large = (_bytecodes_for_lines(kind, size) for size in (8_000, 32_000))
    assert large <= 4 * small * _MOST_GROWTH, f"{small:,} steps, then {large:,}"


def test_a_long_directive_is_visible_without_a_look_by_docutils() -> None:
    """docutils would read all of it, for seconds, at each proof of a fix."""
    (note,) = parse(Text.of(".. note::\n\n" + "   Words *of* a\tparagraph.\n" * 1_000)).blocks.items
    assert calls(lambda: leaves_visible_nodes(note)) < 20


def _bytecodes_for_lines(kind: str, size: int) -> int:
    now = compare(parse(Text.of(varied(KINDS[kind], "in a note")(size))), SPEC_TEMPLATE)
    return bytecodes(
        lambda: (links(now.document, Path("/a.rst"), LinkedPages()), list(LINE_TOO_LONG.find(now)))
    )
