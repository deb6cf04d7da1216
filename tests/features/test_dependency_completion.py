"""Completion of the names of other specs in a section about dependencies."""

from pathlib import Path

import pytest

from spec_ls.features.dependency_completion import complete_dependency
from spec_ls.model.document import parse
from spec_ls.model.linked_pages import LinkedPages
from spec_ls.model.page_summary import summary
from spec_ls.model.template import read_template
from spec_ls.spec import compare
from spec_ls.text import Position, Text, apply_edits

TEMPLATE = """\
=======
Example
=======

Problem
=======

Which other specs solve a part of it?

Change
======

What is built?

Dependencies
============

The specs and blueprints that this one builds on, new libraries.

Testing
=======

How is it tested?
"""
HERE = Path("/repo/specs/2026.1/mine.rst")


def spec(title, link="", more=""):
    """A spec with this title and link."""
    above = f"{link}\n\n" if link else ""
    return (
        f"{title}\n{'=' * len(title) * 2}\n\n{above}Problem\n-------\n\nP.\n\nChange\n------\n\nC. {more}\n\n"
        "Dependencies\n------------\n\nNone\n\nTesting\n-------\n\nT.\n"
    )


def pages(**texts):
    """The documents of a workspace: ``__`` stands for a slash in their names, ``_`` for a hyphen."""
    found = {}
    for name, text in texts.items():
        path = Path("/repo/specs") / f"{name.replace('__', '/').replace('_', '-')}.rst"
        found[path] = summary(parse(Text.of(text)))
    return LinkedPages(found, frozenset({Path("/repo")}))


BLUEPRINT = "https://blueprints.example.org/tuner/+spec/tune-replicas"
KNOWN = pages(
    **{"2026.1__mine": spec("Mine")},
    older__tune_replicas=spec("𝄞 Replicas in tune", BLUEPRINT),
    older__add_tuner=spec("Add a tuner"),
    older__replica_names=spec("Names"),
    readme=("Tune all\n========\n\nHow to write one.\n"),
    tune_template=TEMPLATE,
)


def candidates(marked, known=KNOWN, template=TEMPLATE, asked=True):
    """The candidates where ``$0`` stands, and the text."""
    before, _, after = marked.partition("$0")
    text = Text.of(before + after)
    place = Position(before.count("\n"), len(before) - before.rfind("\n") - 1)
    mine = compare(parse(text), read_template(template, "builtin:example"), path=HERE)
    found = complete_dependency(mine, place, HERE, lambda: known, asked)
    for candidate in found:
        assert candidate.edit.range.end == place
        assert (candidate.chosen_by or candidate.label).startswith(text.slice(candidate.edit.range))
    return found, text


def labels(body, **how):
    """The names that are offered in the section."""
    return [one.label for one in candidates(spec("Mine").replace("None", body), **how)[0]]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("tu$0", ["tune-replicas"]),
        ("* tun$0", ["tune-replicas", "add-tuner"]),
        ("* 𝄞 tun$0", []),
        ("1. tune$0", ["tune-replicas", "add-tuner"]),
        ("replica$0", ["replica-names", "tune-replicas"]),
        ("* Replicas$0", ["tune-replicas"]),
        ("It builds on add-t$0", ["add-tuner"]),
        ("It builds on add-t$0 and more", ["add-tuner"]),
        ("It builds on tune$0", []),
        ("It builds on\ntune$0", []),
        ("It builds on:\n\n* tu$0\n* x", ["tune-replicas"]),
        ("t$0", []),
        ("tun$0er", []),
        ("Any$0", []),
        ("::\n\n  tu$0", []),
        (".. tu$0", []),
        ("``add-t$0", []),
        ("$0", ["tune-replicas", "replica-names", "add-tuner"]),
        ("* $0", ["tune-replicas", "replica-names", "add-tuner"]),
        ("It builds on $0", []),
    ],
)
def test_a_word_that_may_become_a_name(body, found):
    """The first word of a paragraph or item, and words with a hyphen; neither the template nor other pages."""
    assert labels(body) == found


@pytest.mark.parametrize("body", ["$0", "* $0"])
def test_nothing_is_offered_unasked_where_nothing_is_typed(body):
    """As behind a character that asks for something else."""
    assert labels(body, asked=False) == []


def test_other_sections_have_none():
    """Neither the section above, whose guidance speaks of specs, nor one whose template means libraries alone."""
    for section in ("P.", "T."):
        assert candidates(spec("Mine").replace(section, "tu$0"))[0] == ()
    libraries = TEMPLATE.replace("The specs and blueprints that this one builds on, new", "New")
    assert labels("tu$0", template=libraries) == []


@pytest.mark.parametrize(
    ("known", "label", "line"),
    [
        (KNOWN, "tune-replicas", f"* {BLUEPRINT}"),
        (KNOWN, "add-tuner", "* add-tuner"),
        (
            pages(
                older__tune_replicas=spec("𝄞 Replicas in tune", BLUEPRINT),
                **{f"older__x{number}": spec("X", more=":doc:`y`") for number in range(3)},
            ),
            "tune-replicas",
            "* :doc:`/specs/older/tune-replicas`",
        ),
    ],
)
def test_a_spec_is_named_as_its_neighbours_name_each_other(known, label, line):
    """By ``:doc:`` where several documents do so, else by the link to its own blueprint, else by its name."""
    found, text = candidates(spec("Mine").replace("None", "* tun$0"), known)
    candidate = next(one for one in found if one.label == label)
    assert line in str(apply_edits(text, [candidate.edit])).split("\n")
    assert candidate.summary == next(known.titles(candidate.summary)).entry.name
    assert candidate.guidance.startswith(candidate.summary)


def test_a_name_is_offered_once():
    """Of a spec that several releases have, that in the own folder, else the last, counts."""
    again = {f"{folder}__tune_replicas": spec(folder) for folder in ("a", "2026.1", "c")}
    (found,), _ = candidates(spec("Mine").replace("None", "tune$0"), pages(**again))
    assert found.summary == "2026.1"
    del again["2026.1__tune_replicas"]
    (found,), _ = candidates(spec("Mine").replace("None", "tune$0"), pages(**again))
    assert found.summary == "c"
