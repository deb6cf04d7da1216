"""An SVG of lines over a size, both axes logarithmic; legible on light and dark pages."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape

Points = Sequence[tuple[float, float]]

_WIDTH, _HEIGHT = 720, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 74, 120, 56, 60
_STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #24292f }
  .title { font-size: 15px; font-weight: 600 }
  .note { font-size: 12px; opacity: .8 }
  .grid { stroke: #d0d7de; stroke-width: 1 }
  .line { fill: none; stroke-width: 2.5 }
  .s0 { stroke: #0550ae; color: #0550ae } .s1 { stroke: #57606a; color: #57606a }
  .s2 { stroke: #bc4c00; color: #bc4c00 } .s3 { stroke: #1a7f37; color: #1a7f37 }
  .mark { fill: currentColor } .name { fill: currentColor; stroke: none; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .grid { stroke: #3d444d }
    .s0 { stroke: #79c0ff; color: #79c0ff } .s1 { stroke: #a2abb4; color: #a2abb4 }
    .s2 { stroke: #ffa657; color: #ffa657 } .s3 { stroke: #56d364; color: #56d364 }
  }
"""
# A mark of its own tells the lines apart where colours do not; each is drawn around its point.
_MARKS = (
    '<circle class="mark" cx="{x:.1f}" cy="{y:.1f}" r="4"/>',
    '<rect class="mark" x="{x:.1f}" y="{y:.1f}" width="7" height="7" transform="translate(-3.5 -3.5)"/>',
    '<path class="mark" d="M {x:.1f} {y:.1f} m 0 -5 l 5 9 h -10 z"/>',
    '<path class="mark" d="M {x:.1f} {y:.1f} m 0 -5 l 5 5 l -5 5 l -5 -5 z"/>',
)


def plot(title: str, note: str, x_label: str, y_label: str, lines: Mapping[str, Points]) -> str:
    """The drawing of at least one point, all coordinates above 0; ``lines`` by name."""
    xs = [x for points in lines.values() for x, _ in points]
    ys = [y for points in lines.values() for _, y in points]
    x_axis = _Axis(min(xs), max(xs), _LEFT, _WIDTH - _RIGHT)
    y_axis = _Axis(min(ys), max(ys), _HEIGHT - _BOTTOM, _TOP)
    body = [*_frame(title, note, x_label, y_label), *_grid(x_axis, y_axis)]
    last = _HEIGHT
    for number, (name, points) in enumerate(sorted(lines.items(), key=lambda item: item[1][-1][1])):
        style, mark = list(lines).index(name) % 4, _MARKS[list(lines).index(name) % 4]
        places = [(x_axis.at(x), y_axis.at(y)) for x, y in sorted(points)]
        last = min(places[-1][1] + 4, last - 16) if number else places[-1][1] + 4  # names do not overlap
        body += _line(name, places, last, style, mark)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">'
    return "\n".join([head, f"<title>{escape(title)}</title>", f"<style>{_STYLE}</style>", *body, "</svg>\n"])


class _Axis:
    """Values from the power of ten below the smallest to the one above the greatest, on pixels."""

    def __init__(self, low: float, high: float, start: int, end: int) -> None:
        self.first = math.floor(math.log10(low))
        self.last = max(self.first + 1, math.ceil(math.log10(high)))
        self._start, self._end = start, end

    def at(self, value: float) -> float:
        share = (math.log10(value) - self.first) / (self.last - self.first)
        return self._start + share * (self._end - self._start)

    @property
    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self.first, self.last + 1)]


def _frame(title: str, note: str, x_label: str, y_label: str) -> Iterator[str]:
    middle = (_TOP + _HEIGHT - _BOTTOM) / 2
    yield f'<text class="title" x="{_LEFT}" y="22">{escape(title)}</text>'
    yield f'<text class="note" x="{_LEFT}" y="40">{escape(note)}</text>'
    yield f'<text x="{(_LEFT + _WIDTH - _RIGHT) / 2}" y="{_HEIGHT - 14}" text-anchor="middle">{escape(x_label)}</text>'
    yield (
        f'<text x="20" y="{middle}" text-anchor="middle" transform="rotate(-90 20 {middle})">'
        f"{escape(y_label)}</text>"
    )


def _grid(x_axis: _Axis, y_axis: _Axis) -> Iterator[str]:
    for tick in x_axis.ticks:
        x = x_axis.at(tick)
        yield f'<path class="grid" d="M {x:.1f} {_TOP} V {_HEIGHT - _BOTTOM}"/>'
        yield f'<text x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 20}" text-anchor="middle">{tick:,.0f}</text>'
    for tick in y_axis.ticks:
        y = y_axis.at(tick)
        yield f'<path class="grid" d="M {_LEFT} {y:.1f} H {_WIDTH - _RIGHT}"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick:,g}</text>'


def _line(
    name: str, places: Sequence[tuple[float, float]], name_y: float, style: int, mark: str
) -> Iterator[str]:
    path = " L ".join(f"{x:.1f} {y:.1f}" for x, y in places)
    yield f'<g class="s{style}"><path class="line" d="M {path}"/>'
    yield from (mark.format(x=x, y=y) for x, y in places)
    yield f'<text class="name" x="{places[-1][0] + 12:.1f}" y="{name_y:.1f}">{escape(name)}</text></g>'
