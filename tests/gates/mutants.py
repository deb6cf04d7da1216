"""Specs and templates made from nested titles, and ways to spoil a good spec: seeded, so always the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from .reference import DI, IM, D, Nested, T

STYLES = "=-~^"
FILLER = (
    "the service keeps a record of each request so that an operator can see later why that host was chosen"
)


@dataclass
class Node:
    """A section to be written; ``form`` puts its title where it is none, ``deeper`` adds to its level."""

    title: str
    body: str
    children: list[Node] = field(default_factory=list)
    form: str = "{heading}"
    deeper: int = 0

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class Mutant:
    """A spec with one thing wrong, or only looking so."""

    name: str
    text: str


def tree(wanted: Nested, body: Callable[[str], str]) -> list[Node]:
    """The sections with these titles."""
    return [Node(title, body(title), tree(inner, body)) for title, inner in wanted.items()]


def spec(wanted: Nested, head: str) -> str:
    """A good spec."""
    return written(tree(wanted, lambda title: "None."), head)


def template(wanted: Nested, head: str) -> str:
    """Its template, with words for authors.  One section is called optional, which no gate cares for."""

    def guidance(title: str) -> str:
        optional = "This is an optional section. " if title == "Alternatives" else ""
        return f"{optional}Say all there is to say on {title.lower()}."

    return written(tree(wanted, guidance), head, "Example spec")


def written(nodes: list[Node], head: str, title: str = "A flag") -> str:
    """The text of a spec with these sections."""
    link = "https://bugs.launchpad.net/project/+bug/1234567"
    return f"{head}{'=' * 20}\n{title}\n{'=' * 20}\n\n{link}\n\nA paragraph.\n\n{_sections(nodes, 0)}"


def _sections(nodes: list[Node], level: int) -> str:
    said = []
    for node in nodes:
        own = level + node.deeper
        heading = f"{node.title}\n{STYLES[min(own, 3)] * max(4, len(node.title))}"
        shown = node.form.format(heading=heading, inner=heading.replace("\n", "\n   "), title=node.title)
        said.append(f"{shown}\n\n{node.body}\n\n" if node.body else f"{shown}\n\n")
        said.append(_sections(node.children, own + 1))
    return "".join(said)


# On sections.

FORMS = {
    "in a literal block": "Text::\n\n   {inner}",
    "in a comment": "..\n   {inner}",
    "in a note": ".. note::\n\n   {inner}",
    "in a block quote": "Text.\n\n   {inner}",
    "in a list": "*  Item\n\n   {inner}",
    "in a table": "+---------+\n| Heading |\n+=========+\n| text    |\n+---------+\n\n{title}",
    "behind a paragraph": "Text\n{heading}",
    "behind a bullet": "- item\n{heading}",
    "after a bare colon pair": "::\n\n{heading}",
    "with a short underline": "{title}\n===",
    "with an underline of four": "{title}\n====",
}
NAMES: dict[str, Callable[[str], str]] = {
    "lower case": str.lower,
    "plural": lambda title: title + "s",
    "emphasis": lambda title: f"*{title}*",
    "two spaces": lambda title: title.replace(" ", "  ") if " " in title else title + "  x",
    "no-break space": lambda title: title.replace(" ", "\u00a0") if " " in title else title + "\u00a0x",
    "another": lambda title: "Something else",
}


def _all(nodes: list[Node]) -> list[tuple[list[Node], int]]:
    """Each section as a place in the list that holds it."""
    found = [(nodes, index) for index in range(len(nodes))]
    return found + [place for node in nodes for place in _all(node.children)]


def _delete(pick: random.Random, nodes: list[Node]) -> str:
    siblings, index = pick.choice(_all(nodes))
    return f'"{siblings.pop(index).title}" deleted'


def _delete_two(pick: random.Random, nodes: list[Node]) -> str:
    return f"{_delete(pick, nodes)}, {_delete(pick, nodes)}"


def _rename(pick: random.Random, nodes: list[Node]) -> str:
    siblings, index = pick.choice(_all(nodes))
    how = pick.choice(sorted(NAMES))
    old, siblings[index].title = siblings[index].title, NAMES[how](siblings[index].title)
    return f'"{old}" renamed: {how}'


def _demote(pick: random.Random, nodes: list[Node]) -> str:
    siblings, index = pick.choice(_all(nodes))
    siblings[index].deeper = 1
    return f'"{siblings[index].title}" demoted'


def _promote(pick: random.Random, nodes: list[Node]) -> str:
    inner = [place for node in nodes for place in _all(node.children)]
    if not inner:
        return _delete(pick, nodes)
    siblings, index = pick.choice(inner)
    siblings[index].deeper = -1
    return f'"{siblings[index].title}" promoted'


def _double(pick: random.Random, nodes: list[Node]) -> str:
    siblings, index = pick.choice(_all(nodes))
    siblings.insert(pick.randint(0, len(siblings)), deepcopy(siblings[index]))
    return f'"{siblings[index].title}" doubled'


def _double_empty(pick: random.Random, nodes: list[Node]) -> str:
    siblings, index = pick.choice(_all(nodes))
    place = pick.choice((index, len(siblings)))
    siblings.insert(place, Node(siblings[index].title, "Once more."))
    return f'"{siblings[place].title}" once more without its subsections, at {place}'


def _swap(pick: random.Random, nodes: list[Node]) -> str:
    siblings, index = pick.choice([place for place in _all(nodes) if len(place[0]) > 1])
    index = min(index, len(siblings) - 2)
    siblings[index : index + 2] = reversed(siblings[index : index + 2])
    return f'"{siblings[index].title}" before "{siblings[index + 1].title}"'


def _swap_inner(pick: random.Random, nodes: list[Node]) -> str:
    siblings = max((node.children for node in nodes), key=len)
    if len(siblings) < 2:
        return _swap(pick, nodes)
    index = pick.randrange(len(siblings) - 1)
    siblings[index : index + 2] = reversed(siblings[index : index + 2])
    return f'"{siblings[index].title}" before "{siblings[index + 1].title}"'


def _hide(pick: random.Random, nodes: list[Node]) -> str:
    siblings, index = pick.choice(_all(nodes))
    how = pick.choice(sorted(FORMS))
    siblings[index].form = FORMS[how]
    return f'"{siblings[index].title}" {how}'


def _extra_top(pick: random.Random, nodes: list[Node]) -> str:
    nodes.insert(pick.randint(0, len(nodes)), Node("Open questions", "Who reviews it?"))
    return "extra top section"


def _usual(pick: random.Random, nodes: list[Node]) -> str:
    there = {node.title for node in nodes}
    nodes += [Node(title, "None.") for title in (IM, D, T, DI) if title not in there]
    return "the usual top sections that were not there"


def _extra_inner(pick: random.Random, nodes: list[Node]) -> str:
    node = pick.choice(nodes)
    node.children.insert(pick.randint(0, len(node.children)), Node("Open questions", "Who reviews it?"))
    return f'extra subsection in "{node.title}"'


def _empty(pick: random.Random, nodes: list[Node]) -> str:
    node = pick.choice([node for node in nodes if node.children] or nodes)
    node.children = []
    return f'no subsections in "{node.title}"'


def _without_body(pick: random.Random, nodes: list[Node]) -> str:
    for node in nodes:
        for one in node.walk():
            one.body = ""
    return "no text at all"


def _images(pick: random.Random, nodes: list[Node]) -> str:
    """sahara takes either name."""
    for node in nodes:
        for one in node.children:
            if one.title == "Sahara-image-elements impact":
                one.title = "Image Packing impact"
    return "the other name"


ON_SECTIONS = (
    _delete_two, _rename, _rename, _demote, _promote, _double, _double_empty, _swap,
    _swap_inner, _hide, _hide, _hide, _extra_top, _usual, _extra_inner, _empty, _without_body, _images,
)  # fmt: skip

# On lines: what is put between two paragraphs of some section.

_LONG = f"{FILLER} {FILLER}"[:120].strip()
LINES = {
    "long": _LONG,
    "79": (FILLER * 2)[:78] + ".",
    "80": (FILLER * 2)[:79] + ".",
    "long with a URL": f"{_LONG} https://docs.example.org/a",
    "long with a capital URL": f"{_LONG} HTTPS://docs.example.org/a",
    "long with a file URL": f"{_LONG} ftp://docs.example.org/a",
    "no space": "x" * 100,
    "no space, quoted": "Text.\n\n  " + "x" * 100,
    "a no-break space": "x" * 60 + "\u00a0" + "y" * 40,
    "a zero width space": "x" * 60 + "\u200b" + "y" * 40,
    "zero width space": "A word\u200b and another.",
    "code": f"Code::\n\n    {_LONG}\n\n    {_LONG}",
    "code and long text": f"Code::\n\n    {_LONG}\n\n{_LONG}",
    "quoted code": f"Code::\n\n> {_LONG}",
    "colons in text": f"As net::Port has it.\n\n  {_LONG}",
    "colons in the long line": f"As net::Port has it {_LONG}",
    "directive": f".. code-block:: text\n\n   {_LONG}",
    "directive in a list": f"* Item\n\n  .. code-block:: text\n\n     {_LONG}",
    "tab after code": f"Code::\n\n    short\n\n\t{_LONG}",
    "grid table": f"+{'-' * 100}+\n| {'a b ' * 20:<99}|\n+{'-' * 100}+",
    "simple table": f"{'=' * 60} {'=' * 60}\n{'one':<60} {'two words':<60}\n{'=' * 60} {'=' * 60}".replace(" " * 50 + "\n", "\n"),
    "with -+-": f"{_LONG} -+- x",
    "with a bar": f"{_LONG} | x",
    "line block": f"| {_LONG}",
    "indented line block": f"  | {_LONG}",
    "a path": f"{_LONG} /etc/nova/nova.conf",
    "one slash": f"{_LONG} and/or",
    "queues": f"GET /queues {_LONG}",
    "queue": f"GET /queue {_LONG}",
    "yaql": f"{_LONG} <% $.x %>",
    "four spaces, 83": "Text.\n\n    " + (FILLER * 2)[:79],
    "four spaces, 84": "Text.\n\n    " + (FILLER * 2)[:79] + ".",
    "three spaces, 83": "Text.\n\n   " + (FILLER * 2)[:80],
    "wide": "漢字 " * 30,
    "tabs": ("a\tb" * 25),
    "image": f".. image:: pictures/{'x' * 90}.png",
    "image with words": f".. image:: {'pictures ' * 9}a.png",
    "substituted image": f".. |pic| image:: {'pictures ' * 9}a.png",
    "comment": f".. {_LONG}",
    "target": f".. _{'t' * 40} {'u' * 60}: other_",
    "bullet": f"* {_LONG}\n    {FILLER[:60]}",
    "definition": f"{_LONG}\n    {FILLER[:60]}",
    "field": f":field: {_LONG}",
    "spaces": "A line.  \nAnother.",
    "tab at the end": "A line.\t\nAnother.",
    "no-break space at the end": "A line.\u00a0\nAnother.",
    "ideographic space at the end": "A line.\u3000\nAnother.",
    "blank line of spaces": "A line.\n    \nAnother.",
    "blank line of a tab": "A line.\n\t\nAnother.",
    "spaces before U+2028": "A line.  \u2028Another.",
    "tab in the indentation": "Text::\n\n\tcode",
    "tab inside": "A\tline.",
    "form feed": "A line.\n\nAnother \x0cline.",
    "lone CR": "A line.\rAnother.",
    "lone CR behind a space": "A line. \rAnother.",
    "NEL": "A line.\x85Another.",
    "title by U+2028": "\n\nHidden\u2028======\n",
    "an indented title": "\n  Testing\n  =======\n",
    "1. title": "1. One\n------\n",
    "transition": "Above.\n\n----------\n\nBelow.",
    "broken reference": "See `nowhere`_ and |nothing|.",
}  # fmt: skip

VERBATIM = frozenset({"code", "code and long text", "quoted code", "tab after code", "target"})
"""Lines in literal blocks without a directive, and in targets."""

WHOLE: dict[str, Callable[[str], str]] = {
    "CR LF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "byte order mark": lambda text: "\ufeff" + text,
    "no newline at the end": lambda text: text.rstrip("\n"),
    "a paragraph before the title": lambda text: "Words.\n\n" + text,
    "a field list before the title": lambda text: ":field: value\n\n" + text,
    "a target before the title": lambda text: ".. _target:\n\n" + text,
    "two titles": lambda text: text + "=====\nMore.\n=====\n\nText.\n",
    "no title": lambda text: text.replace("=" * 20 + "\nA flag\n" + "=" * 20 + "\n", "", 1),
    "empty": lambda text: "",
    "one line": lambda text: "Words.\n",
    "spaces at the end": lambda text: text + "   ",
}

ON_HEADS: dict[str, Callable[[str], str]] = {
    "no licence": lambda text: text[text.index("=====") :],
    "licence without its spaces": lambda text: text.replace("\n License", "\nLicense", 1),
    "licence on other lines": lambda text: text.replace("Unported\n License.", "Unported License.", 1),
    "another licence": lambda text: text.replace("Attribution 3.0", "Attribution 4.0", 1),
    "licence below the title": lambda text: text[text.index("====") :] + text[: text.index("====")],
    "licence below a rule": lambda text: "====\n\n" + text,
    "no link": lambda text: text.replace("https://bugs.launchpad.net", "https://bugs.example.org"),
    "http": lambda text: text.replace("https://bugs", "http://bugs"),
    "norfe": lambda text: text.replace("https://bugs", ".. lint: norfe\n\nhttps://example.org/bugs"),
    "norfe with an indent": lambda text: text.replace("https://bugs", " .. lint: norfe\n\nhttps://example.org/bugs"),
    "story": lambda text: text.replace("bugs.launchpad.net", "storyboard.openstack.org/#!/story/"),
    "blueprint": lambda text: text.replace(
        "https://bugs.launchpad.net/project/+bug/1234567", "https://blueprints.launchpad.net/ironic/+spec/a-flag"
    ),
    "another blueprint": lambda text: text.replace(
        "https://bugs.launchpad.net/project/+bug/1234567", "https://blueprints.launchpad.net/ironic/+spec/other"
    ),
    "blueprint of another project": lambda text: text.replace(
        "https://bugs.launchpad.net/project/+bug/1234567", "https://blueprints.launchpad.net/nova/+spec/a-flag"
    ),
    "another blueprint, then a bug": lambda text: text.replace(
        "https://bugs", "https://blueprints.launchpad.net/ironic/+spec/other\n\nhttps://bugs"
    ),
    "words behind the blueprint": lambda text: text.replace(
        "https://bugs.launchpad.net/project/+bug/1234567",
        "https://blueprints.launchpad.net/ironic/+spec/a-flag is it",
    ),
    "link behind the problem": lambda text: text.replace("https://bugs", "https://bug").replace(
        "None.", "https://bugs.launchpad.net/1", 1
    ),
    "words of the problem above": lambda text: text.replace("https://bugs", "Problem description:\n\nhttps://bugs"),
}  # fmt: skip


def mutants(
    wanted: Nested, head: str, seed: str, rounds: int = 1, lines: int | None = None
) -> Iterator[Mutant]:
    """The good spec itself, and its mutants.

    Each section is deleted once; ``rounds`` of each other kind on sections, ``lines`` (all) on lines.
    """
    good = spec(wanted, head)
    yield Mutant("good", good)
    pick = random.Random(seed)
    for number in range(len(_all(tree(wanted, str)))):
        yield _without(number, wanted, head)
    for how in ON_SECTIONS * rounds:
        yield _on_sections(how, pick, wanted, head)
    for name in list(LINES) if lines is None else pick.sample(list(LINES), lines):
        yield _with_lines(name, pick, wanted, head)
    for table in (WHOLE, ON_HEADS if head else {}):
        yield from (Mutant(name, change(good)) for name, change in table.items())


def _without(number: int, wanted: Nested, head: str) -> Mutant:
    nodes = tree(wanted, lambda title: "None.")
    siblings, index = _all(nodes)[number]
    return Mutant(f'"{siblings.pop(index).title}" deleted', written(nodes, head))


def _on_sections(
    how: Callable[[random.Random, list[Node]], str], pick: random.Random, wanted: Nested, head: str
) -> Mutant:
    nodes = tree(wanted, lambda title: "None.")
    return Mutant(how(pick, nodes), written(nodes, head))


def _with_lines(name: str, pick: random.Random, wanted: Nested, head: str) -> Mutant:
    nodes = tree(wanted, lambda title: "None.")
    node = pick.choice([one for node in nodes for one in node.walk()])
    node.body = f"Before.\n\n{LINES[name]}\n\nAfter."
    return Mutant(f'{name}, in "{node.title}"', written(nodes, head))
