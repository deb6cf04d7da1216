"""``full``: each finding with its lines, the template's line and the fix, for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff

from spec_ls.findings import Severity
from spec_ls.report.findings_json import template_object
from spec_ls.report.formats.columns import Cell, cells, seen
from spec_ls.report.formats.source_lines import Lines, hunks, last_line
from spec_ls.report.formats.styled import Line, Piece, rendered
from spec_ls.report.formats.surroundings import Surroundings
from spec_ls.report.results import FindingFix, FindingResult, SpecResult
from spec_ls.text import line_content

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}
_MILD = "bold cyan"
_MOST_LINES, _MOST_CHANGES = 4, 16
_LEAST_WIDTH = 20


def write(results: Sequence[SpecResult], around: Surroundings) -> str:
    """All findings that people are shown, with an empty line behind each; coloured on a terminal."""
    lines = [line for result in results for line in _spec(result, around)]
    return rendered(lines, around.is_coloured)


def _spec(result: SpecResult, around: Surroundings) -> Iterator[Line]:
    lines = dict(result.lines)
    texts = {number: line_content(line) for number, line in result.lines}
    for shown in result.shown:
        finding = shown.finding
        line, column = finding.range.start
        style = _STYLES.get(finding.severity, _MILD)
        yield [
            Piece(f"{seen(result.path)}:{line + 1}:{column + 1}: "),
            Piece(str(finding.severity), style),
            Piece(f" {finding.code} ", "bold"),
            Piece(seen(finding.message)),
        ]
        margin = len(str(finding.range.end.line + 2))
        yield from _excerpt(finding, texts, margin, style, around.width)
        yield from _template(finding, margin, around)
        if finding.fix is not None:
            yield from _fix(finding.fix, lines, margin)
        yield []


def _excerpt(
    finding: FindingResult, texts: Mapping[int, str], margin: int, style: str, width: int | None
) -> Iterator[Line]:
    """The lines of a finding with those beside them, and marks below those that it covers."""
    (first, column), (last, end_column) = finding.range
    last = last_line(finding.range)
    end_column = end_column or len(texts.get(last, ""))
    stop = min(last, first + _MOST_LINES - 1)
    for number in range(first - 1, stop + 2):
        if number not in texts or (number > stop and stop < last):
            continue
        line = cells(texts[number])
        is_marked = first <= number <= last
        start = column if number == first else len(texts[number]) - len(texts[number].lstrip())
        end = end_column if number == last else len(line)
        shift = _shift(line, start if is_marked else 0, width, margin)
        yield [Piece(f"{number + 1:>{margin}} | ", "blue"), Piece(_cut(line, shift, width, margin))]
        if is_marked:
            mark = "^" if number == first else "~"
            yield [
                Piece(f"{'':>{margin}} | ", "blue"),
                Piece(_marks(line, start, end, mark, shift, width, margin), style),
            ]
    if stop < last:
        yield [Piece(f"{'':>{margin}} | ", "blue"), Piece(f"... to line {last + 1}")]


def _shift(line: Sequence[Cell], start: int, width: int | None, margin: int) -> int:
    """The characters that are left out at the start, so that a mark in a long line is on the screen."""
    room = _room(width, margin)
    if room is None or _width(line[: start + 1]) <= room * 3 // 4:
        return 0
    shift = start
    while shift > 0 and (
        _width(line[shift - 1 : start]) <= room // 2 or _width(line[shift - 1 :]) <= room - 3
    ):
        shift -= 1
    return shift


def _width(line: Sequence[Cell]) -> int:
    return sum(cell.width for cell in line)


def _room(width: int | None, margin: int) -> int | None:
    return None if width is None else max(_LEAST_WIDTH, width - margin - 3)


def _cut(line: Sequence[Cell], shift: int, width: int | None, margin: int) -> str:
    """The part of a line that is shown, with dots where something is left out."""
    room, text = _room(width, margin), "..." if shift else ""
    used, rest = len(text), line[shift:]
    if room is None or used + _width(rest) <= room:
        return (text + "".join(cell.shown for cell in rest)).rstrip()
    for cell in rest:
        if used + cell.width + 3 > room:
            break
        text, used = text + cell.shown, used + cell.width
    return f"{text}..."


def _marks(
    line: Sequence[Cell], start: int, end: int, mark: str, shift: int, width: int | None, margin: int
) -> str:
    """Marks below the characters from ``start`` to ``end``; one at least."""
    indent = _width(line[shift:start]) + (3 if shift else 0)
    length = max(1, _width(line[start:end]))
    room = _room(width, margin)
    return " " * indent + mark * (length if room is None else max(1, min(length, room - indent)))


def _template(finding: FindingResult, margin: int, around: Surroundings) -> Iterator[Line]:
    place = template_object(finding.template, around.folder)
    if place is None:
        return
    line = f"  {seen(finding.template_line.strip())}" if finding.template_line else ""
    where = seen(f"{place['path']}:{place['line']}")
    yield [Piece(f"{'':>{margin}} = ", "blue"), Piece("template: ", "bold"), Piece(f"{where}:{line}")]


def _fix(fix: FindingFix, lines: Lines, margin: int) -> Iterator[Line]:
    """The fix as a small diff."""
    option = "--fix" if fix.is_safe else "--fix --unsafe-fixes"
    title = f"{seen(fix.title)} ({option})"
    yield [Piece(f"{'':>{margin}} = ", "blue"), Piece("fix: ", "bold"), Piece(title)]
    changes: list[str] = []
    for _, before, after in hunks(fix.edits, lines):
        changes += _changes(before, after, bool(changes))
    for line in changes[:_MOST_CHANGES]:
        style = {"+": "green", "-": "red"}.get(line[0], "")
        yield [Piece(f"{'':>{margin}}   "), Piece(f"{line[0]} {_with_blanks(line[1:])}", style)]
    if len(changes) > _MOST_CHANGES:
        yield [Piece(f"{'':>{margin}}   ... {len(changes) - _MOST_CHANGES} more lines")]


def _changes(before: list[str], after: list[str], is_further: bool) -> list[str]:
    """The lines of a diff without its heads: dots stand for what is left out between two parts."""
    diff = list(unified_diff(before, after, n=1, lineterm=""))[2:]
    parts = [" ..." if line.startswith("@@") else line for line in diff]
    return parts if is_further else parts[1:]


def _with_blanks(line: str) -> str:
    """A line of a diff in which tabs and blanks at its end can be seen: they may be all that changes."""
    written = line.rstrip(" ")
    return seen(written.replace("\t", "\N{RIGHTWARDS ARROW}")) + "\N{MIDDLE DOT}" * (len(line) - len(written))
