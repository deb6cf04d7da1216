"""Specs as authors leave them, at random: made from a template, with sections left out, moved, renamed."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from spec_ls.model.slot import Slot

OPEN_END = "Ends with two colons::"
"""Text that may swallow the overline of what follows, so that fixes are refused there."""

BODIES = (
    "None",
    "",
    "Some text\non two lines.",
    "* one\n* two\n\n  more of it",
    "Like this::\n\n  $ ls -l\n\n    -rw-r--r--",
    "A sentence that goes on and on, past the seventy-ninth column and therefore beyond what a gate lets pass.",
    "- An item that goes on and on, past the seventy-ninth column and therefore beyond what a gate lets pass,\n"
    "  and then has a second line.",
    ".. code-block:: python\n\n   print(1)",
    ".. note::\n   Mind the gap, which is wider than you think it is and much wider than seventy-nine columns are.",
    "=====  =====\n a      b\n=====  =====\n 1      2\n=====  =====",
    "+---+---+\n| a | b |\n+---+---+",
    ".. a comment",
    "..",
    "..\n  A comment that\n  goes on.",
    ".. [1] A footnote.",
    "term\n  definition",
    "    quoted text",
    "Primary assignee:\n  someone",
    "1. first\n2. second",
    ":field: value",
    "| verse\n| verse",
    ">>> 1 + 1\n2",
    "Text before a transition.\n\n-----\n\nText behind it.",
    ".. _target: https://example.org/",
    ".. |sub| replace:: text",
    "See ``some   code`` and `a link <https://example.org/>`_ of *that* kind.",
    "Posting to get preliminary feedback on the scope of this spec.",
    OPEN_END,
    "漢字",
    "__ https://example.org/",
    ".. image:: x.png",
    "What will be done?",
    "Some text.\n\nHow will it be tested?\n\n    quoted text",
    "What is wrong?\n\n.. a comment",
    "See XXXX\nand XXXXX.",
)
TITLES = (
    "Background",
    "Use  Cases",
    "use cases",
    "Testings",
    "WorK Item",
    "Notes",
    "*Testing*",
    "漢字の題",
    "Change",
    "x",
)
PREAMBLES = (
    "",
    "..\n This work is licensed.\n\n https://example.org/\n",
    "..\n  A comment.\n\n.. _first:\n",
    "Some text that keeps the title down.\n",
    "::\n\n  Copyright me\n",
    ".. contents::\n",
    ":author: me\n",
)
STYLES = (
    ("==", "=", "-", "~", "^"),
    ("=", "-", "~", "^", '"'),
    ("==", "--", "=", "-", "~"),
    ("#", "*", "=", "-", "+"),
    ("=", "==", "-", "~", "'"),
)
SLIPS = ("delete", "shift", "move", "rename", "case", "demote", "twice", "target", "add")


@dataclass
class Part:
    """A section that an author writes."""

    title: str
    body: str
    parts: list[Part] = field(default_factory=list)
    target: str = ""

    def lines(self, look: Look, level: int) -> list[str]:
        found = [""] * look.gap
        found += [f".. _{self.target}:", ""] if self.target else []
        found += look.heading(self.title, level)
        if self.body:
            found += [""] * look.below + self.body.split("\n")
        for part in self.parts:
            found += part.lines(look, level + 1)
        return found


@dataclass(frozen=True)
class Look:
    """How an author sets out a spec."""

    styles: tuple[str, ...]
    newline: str
    gap: int
    below: int
    indent: str
    ending: str

    def heading(self, title: str, level: int) -> list[str]:
        style = self.styles[min(level, len(self.styles) - 1)]
        line = style[0] * (max(4, 2 * len(title)) if not title.isascii() else max(4, len(title)))
        if len(style) == 1:
            return [title, line]
        line += style[0] * 2 * len(self.indent)
        return [line, self.indent + title, line]


LOOKS = st.builds(
    Look,
    st.sampled_from(STYLES),
    st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"]),
    st.sampled_from([1, 1, 1, 2, 3]),
    st.sampled_from([0, 1, 1, 1]),
    st.sampled_from(["", " "]),
    st.sampled_from(["\n", "\n", "", "\n\n\n", "\n  \n"]),
)


def _part(slot: Slot, draw: st.DrawFn) -> Part:
    return Part(slot.title, draw(st.sampled_from(BODIES)), [_part(child, draw) for child in slot.children])


@st.composite
def specs(draw: st.DrawFn, slots: tuple[Slot, ...], usual: tuple[str, ...] = SLIPS) -> str:
    """The text of a spec with a few slips, the ``usual`` ones above all."""
    parts = [_part(slot, draw) for slot in slots]
    for slip in draw(st.lists(st.sampled_from(usual + SLIPS), min_size=1, max_size=6)):
        _slip(slip, parts, draw)
    look, titled = draw(LOOKS), draw(st.sampled_from([True, True, True, False]))
    lines = draw(st.sampled_from(PREAMBLES)).split("\n")
    if titled:
        lines += ["", *look.heading("A spec", 0), "", draw(st.sampled_from(BODIES))]
    for part in parts:
        lines += part.lines(look, 1 if titled else 0)
    text = "\n".join(lines).strip("\n") + look.ending
    return text.replace("\n", look.newline)


def _slip(slip: str, parts: list[Part], draw: st.DrawFn) -> None:  # noqa: C901  (one case for each slip)
    homes = [home for home in (parts, *_lists(parts)) if home]
    if not homes:
        return
    home = draw(st.sampled_from(homes))
    index = draw(st.integers(0, len(home) - 1))
    match slip:
        case "delete":
            del home[index]
        case "shift":
            home.insert(draw(st.integers(0, len(home) - 1)), home.pop(index))
        case "move":
            part = home.pop(index)
            other = draw(st.sampled_from([parts, *_lists(parts)]))
            other.insert(draw(st.integers(0, len(other))), part)
        case "rename":
            home[index].title = draw(st.sampled_from(TITLES))
        case "case":
            home[index].title = draw(st.sampled_from([str.upper, str.lower, str.title]))(home[index].title)
        case "demote":
            if index:
                part = home.pop(index)
                home[index - 1].parts.append(part)
        case "twice":
            home.append(Part(home[index].title, draw(st.sampled_from(BODIES))))
        case "target":
            home[index].target = f"target-{draw(st.integers(0, 99))}"
        case "add":
            home.insert(index, Part(draw(st.sampled_from(TITLES)), draw(st.sampled_from(BODIES))))


def _lists(parts: list[Part]) -> list[list[Part]]:
    return [found for part in parts for found in (part.parts, *_lists(part.parts))]
