"""One step for each feature, in any document and in a spec, and the table of what the editors show.

A driver's ``features.py`` has ``run(scenario, work)``, which does the steps of ``Features`` for which it has a method
and returns ``{step.name: what was seen}``, and ``lacks()``, the steps for which its editor has nothing:

======================= ================================================ ===========================
step                    what the driver does                             what it returns
======================= ================================================ ===========================
those with ``words``    ask for it at ``line`` and ``column``, or for    a list: all of ``words``; or
                        all of the document                              a text that holds them
those with a ``text``   do what the step says                            the whole buffer
======================= ================================================ ===========================

Places are written ``guide.rst:7``, ranges of lines ``9-22``; lines are 1-based.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from spec_ls.features.formatting.nesting import nest_item
from spec_ls.features.formatting.on_type import on_type
from spec_ls.features.formatting.whole import formatting
from spec_ls.features.heading_hints import heading_hints
from spec_ls.features.lens import lens
from spec_ls.model.document import parse
from spec_ls.rst.syntax.reading import run_to_end
from spec_ls.spec import Spec, compare
from spec_ls.text import Edit, Position, Range, Text, apply_edits
from spec_ls.workspace import Workspace

from .plan import Step, checked
from .scenario import Scenario
from .texts import FOLDER, SPEC, SPEC_NAME, write

GUIDE_NAME = "doc/source/guide.rst"
OTHER_NAME = "doc/source/other.rst"
MOVED_NAME = "doc/source/another.rst"

GUIDE = """\
===========
𝄞 The guide
===========

😀 See the plan_ and :doc:`other`, and https://bugs.launchpad.net/nova/+bug/1 too.

.. _plan:

Plan
====

* First.
* Second.

𝄞 The plan_ again.

.. note:: Read it.

Tasks


Done.
"""
OTHER = "=====\nOther\n=====\n\nOwner: ana-lovelace\n"
"""Two documents that no template serves; the second names somebody."""


def lay_out_features(parent: Path) -> Scenario:
    """The repositories with the two documents, and the steps."""
    folder = _write(parent / FOLDER)
    return Scenario(folder, folder / "nova-specs", folder / "other specs", feature_steps())


@cache
def feature_steps() -> tuple[Step, ...]:
    """The steps: first those that change nothing, then those that change the guide, then those in the spec."""
    return (*_looking(), *_changing(), *_in_the_spec())


def differences(step: Step, seen: Any) -> Iterator[str]:
    """What was seen that is not as it should be."""
    if step.text and seen != step.text:
        yield f"{step.name}: the text is {seen!r}"
    elif isinstance(seen, str) and not step.text:
        shown_text = " ".join(seen.split())
        yield from (
            f"{step.name}: {word!r} is not in {shown_text!r}" for word in step.words if word not in shown_text
        )
    elif not step.text and list(seen) != list(step.words):
        yield f"{step.name}: {seen!r} and not {step.words!r}"


def _looking() -> Iterator[Step]:
    first, target, last = _line("😀"), _line(".. _plan"), _line("𝄞 The plan_")
    title, end = _line("Plan"), _line("Done.")
    reference = GUIDE.split("\n")[first - 1].index("plan_") + 1
    places = tuple(f"guide.rst:{line}" for line in (first, target, last))
    yield Step("workspace-diagnostics", words=_codes())
    yield Step("definition", first, words=(f"guide.rst:{target}",), column=reference)
    yield Step("references", first, words=places, column=reference)
    yield Step("highlight", first, words=places, column=reference)
    yield Step("hover-directive", _line(".. note"), words=("A box with a note",), column=5)
    yield Step("links", words=("other.rst", "https://bugs.launchpad.net/nova/+bug/1"))
    yield Step("workspace-symbols", typed="guide", words=("𝄞 The guide",))
    yield Step("folding", title, words=(f"{title}-{end}",))
    yield Step("selection", last, words=("plan_", "𝄞 The plan_ again."), column=7)
    yield Step("linked-editing", target, words=places, column=5)


def _codes() -> tuple[str, ...]:
    """What is found in the spec, which is not open."""
    with tempfile.TemporaryDirectory() as folder:
        return tuple(
            sorted({code for code, *_ in checked(write(Path(folder) / FOLDER) / "nova-specs", SPEC_NAME)})
        )


def _changing() -> Iterator[Step]:
    before = "𝄞 The plan_ again."
    text = GUIDE.replace(before, f"{before}\n\n.. container:: ")
    line = _line(before) + 2
    yield Step("directive", line - 2, "\n\n.. conta", "container", text=text, column=len(before) + 1)
    yield Step("signature", line, words=(".. container:: ",), column=len(".. container:: ") + 1)
    text = text.replace("Done.\n", "Done. See :literal:``\n")
    yield Step("role", _line("Done.", text), " See :liter", "literal", text=text, column=len("Done.") + 1)
    end = ".. include:: other.rst\n"
    place, shown_line = _line("Done.", text), len("Done. See :literal:``")
    text = text.replace(":literal:``\n", f":literal:``\n\n{end}")
    yield Step("path", place, "\n\n.. include:: oth", "other.rst", text=text, column=shown_line + 1)
    text = text.replace("plan_", "scheme_").replace("_plan:", "_scheme:")
    yield Step(
        "rename-target", _line("😀"), "scheme", text=text, column=GUIDE.split("\n")[4].index("plan_") + 1
    )
    line = _line("* Second.")
    nested = _applied(text, nest_item(parse(Text.of(text)), line - 1))
    yield Step("nest", line, text=nested, column=3)
    spaced = nested.replace("\n𝄞 The scheme_ again.\n", "\n𝄞 The scheme_ again.   \n")
    text = _applied(spaced, run_to_end(formatting(parse(Text.of(spaced)))))
    yield Step("format", _line("𝄞 The scheme_", nested), "   ", text=text)
    line = _line("Tasks", text) + 1
    rows = text.split("\n")
    rows[line - 1] = "="
    typed = "\n".join(rows)
    text = _applied(typed, on_type(parse(Text.of(typed)), Position(line - 1, 1), "="))
    yield Step("on-type", line, "=", text=text)
    yield Step("file-rename", text=text.replace(":doc:`other`", ":doc:`another`"))


def _in_the_spec() -> Iterator[Step]:
    with tempfile.TemporaryDirectory() as folder:
        spec = _spec(_write(Path(folder) / FOLDER) / "nova-specs" / SPEC_NAME)
        found = lens(spec)
        assert found is not None
        whole = Range(Position(0, 0), spec.text.end)
        hints = tuple(hint.label for hint in heading_hints(spec, whole))
        yield Step("code-lens", words=(found.title,))
        yield Step("inlay-hints", words=hints)
        yield Step("semantic-tokens", SPEC.split("\n").index("Use Cases") + 1, words=("heading",))
        assignee = SPEC.split("\n").index("Primary assignee:") + 2
        text = SPEC.replace("assignee:\n  None\n", "assignee:\n  None, ana-lovelace\n")
        yield Step("people", assignee, ", ana", "ana-lovelace", text=text, column=len("  None") + 1)


def _spec(path: Path) -> Spec:
    text = Text.of(path.read_bytes().decode())
    served = Workspace(path.parent).resolve(path, text)
    assert served.template is not None
    return compare(parse(text), served.template, served.config, path)


def _write(folder: Path) -> Path:
    write(folder)
    for name, text in ((GUIDE_NAME, GUIDE), (OTHER_NAME, OTHER)):
        path = folder / "nova-specs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def _line(beginning: str, text: str = GUIDE) -> int:
    """The 1-based number of the first line that begins like this, behind the title."""
    return next(number for number, row in enumerate(text.split("\n"), 1) if row.startswith(beginning))


def _applied(text: str, edits: tuple[Edit, ...]) -> str:
    assert edits
    return str(apply_edits(Text.of(text), edits))
