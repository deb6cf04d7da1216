"""Patterns of paths."""

from __future__ import annotations

from time import process_time

import pytest

from spec_ls.patterns import BadPattern, fill_names, parse_pattern


@pytest.mark.parametrize(
    ("text", "path", "names"),
    [
        ("specs/template.rst", "specs/template.rst", {}),
        ("specs/template.rst", "specs/template-rst", None),
        ("specs/*", "specs/a.rst", {}),
        ("specs/*", "specs/a/b.rst", None),
        ("specs/*", "specs", None),
        ("specs/*", "doc/specs/a.rst", None),
        ("specs/*.rst", "specs/a.txt", None),
        ("specs/a*c.rst", "specs/ac.rst", {}),
        ("specs/?.rst", "specs/a.rst", {}),
        ("specs/?.rst", "specs/ab.rst", None),
        ("specs/?b", "specs//b", None),
        ("specs/**/*.rst", "specs/a.rst", {}),
        ("specs/**/*.rst", "specs/a/b/c.rst", {}),
        ("specs/**/*.rst", "spec/a.rst", None),
        ("**/*.rst", "a.rst", {}),
        ("**/*.rst", "a/b.rst", {}),
        ("specs/a**b", "specs/a/b", None),
        ("specs/**", "specs/a/b", {}),
        ("specs/**", "specs/a", {}),
        ("specs/**", "specs", None),
        ("specs/x**", "specs/x/b", None),
        ("specs/[k-z]*/*", "specs/kilo/a.rst", {}),
        ("specs/[k-z]*/*", "specs/juno/a.rst", None),
        ("specs/[!k-z]*/*", "specs/juno/a.rst", {}),
        ("specs/[^k-z]*/*", "specs/kilo/a.rst", None),
        ("specs/[]x]", "specs/]", {}),
        ("specs/[", "specs/[", {}),
        ("specs/[!a]b", "specs//b", None),
        ("specs/{approved,implemented}/*", "specs/approved/a.rst", {}),
        ("specs/{approved,implemented}/*", "specs/rejected/a.rst", None),
        ("specs/{*.rst,*/*}", "specs/a.rst", {}),
        ("specs/{*.rst,*/*}", "specs/a/b.txt", {}),
        ("specs/{*.rst,*/*}", "specs/b.txt", None),
        ("specs{,/**}/a.rst", "specs/a.rst", {}),
        ("specs/{a", "specs/{a", {}),
        ("specs/<release>/*", "specs/2026.1/a.rst", {"release": "2026.1"}),
        ("specs/<release>/*", "specs//a.rst", None),
        ("specs/<release>/*", "specs/a/b/c.rst", None),
        ("specs/<release:[1-7].*>/*", "specs/6.1/a.rst", {"release": "6.1"}),
        ("specs/<release:[1-7].*>/*", "specs/10.0/a.rst", None),
        ("specs/<release:{8,9,10}.*>/*", "specs/10.0/a.rst", {"release": "10.0"}),
        ("<a>/<b>.rst", "x/y.rst", {"a": "x", "b": "y"}),
        ("specs/<release>/<release>-template.rst", "specs/xena/xena-template.rst", {"release": "xena"}),
        ("specs/<release>/<release>-template.rst", "specs/xena/yoga-template.rst", None),
        ("specs/(a|b)+.rst", "specs/(a|b)+.rst", {}),
        ("specs/a\\b", "specs/a\\b", {}),
        ("specs/\u00e9*", "specs/\u00e9t\u00e9.rst", {}),
        ("specs/*", "specs/a\nb.rst", {}),
    ],
)
def test_what_a_pattern_matches(text: str, path: str, names: dict[str, str] | None) -> None:
    """A pattern matches whole paths, and keeps the text that its names stand for."""
    assert parse_pattern(text).match(path) == names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no path below the folder of the settings"),
        ("/specs/*", "no path below the folder of the settings"),
        ("specs//*", "no path below the folder of the settings"),
        ("specs/[z-a]*", "no pattern"),
        ("specs/{<a>,<a>}", "no pattern"),
        ("specs/<1>", "no pattern"),
    ],
)
def test_a_wrong_pattern(text: str, words: str) -> None:
    """A text that is no pattern is refused with the text and the reason."""
    with pytest.raises(BadPattern, match=words):
        parse_pattern(text)


@pytest.mark.parametrize(
    ("text", "names", "path"),
    [
        ("specs/<release>-template.rst", {"release": "2026.1"}, "specs/2026.1-template.rst"),
        ("<a>/<b>/<a>", {"a": "x", "b": "y"}, "x/y/x"),
        ("specs/<other>.rst", {"release": "2026.1"}, "specs/<other>.rst"),
        ("template.rst", {}, "template.rst"),
    ],
)
def test_names_in_a_path(text: str, names: dict[str, str], path: str) -> None:
    """Kept names are filled in; unknown ones stay."""
    assert fill_names(text, names) == path


@pytest.mark.parametrize(
    ("first", "second", "covers"),
    [
        ("specs/*", "specs/*", True),
        ("specs/**/*", "specs/<release>/*", True),
        ("specs/<release>/*", "specs/<release>/*.rst", True),
        ("specs/*/*", "specs/{approved,implemented}/*", True),
        ("specs/{approved,implemented}/*", "specs/*/*", False),
        ("specs/{approved,implemented}/*", "specs/{approved,backlog}/*", False),
        ("specs/[k-z]*/*", "specs/kilo/*", True),
        ("specs/[k-z]*/*", "specs/<release>/*", False),
        ("specs/queens/*", "specs/<release>/*", False),
        ("specs/<release>/*", "specs/queens/*", True),
        ("specs/*", "specs/**/*", False),
        ("specs/**", "specs/<release>/*", True),
        ("specs/*", "specs/**", False),
        ("doc/*", "specs/*", False),
    ],
)
def test_a_pattern_that_covers_another(first: str, second: str, covers: bool) -> None:
    """A pattern covers another if it matches every path that the other matches."""
    assert parse_pattern(first).covers(parse_pattern(second)) == covers


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/".join(["*a*"] * 8) + "/x", "/".join(["a" * 250] * 8) + "/y"),
        ("{a,a}" * 12, "a" * 12 + "b"),
        ("*a*a*b", "a" * 250),
        ("*a*a*b/c", "a" * 4_000),
        ("<a>-<b>/x", "a-" * 120 + "/y"),
        ("**/a/**/a/**/b", "a/" * 2_000 + "c"),
    ],
)
def test_no_path_takes_long(text: str, path: str) -> None:
    """A path that almost matches in a great many ways is refused at once."""
    start = process_time()
    assert parse_pattern(text).match(path) is None
    assert process_time() - start < 1


@pytest.mark.parametrize(
    "text", ["{a,a}" * 30, "*{a,b}*/" * 8 + "x", "<a>-<b>-<c>", "{*,*}" * 4, "a" * 2_000]
)
def test_what_has_too_many_ways_to_match_is_no_pattern(text: str) -> None:
    """Words and names that could stand for the same text again and again are refused before a path is matched."""
    with pytest.raises(BadPattern):
        parse_pattern(text)


@pytest.mark.parametrize(
    ("text", "path", "is_match"),
    [
        ("*a*b/c", "xaab/c", True),
        ("*ab*ab*/c", "xabab/c", True),
        ("*ab*ab*/c", "xab/abc", False),
        ("*a*a/c", "aab/c", False),
        ("**/*a*/x.rst", "b/cad/x.rst", True),
        ("*[ab]*?c/d", "xbbc/d", True),
        ("*[ab]*?c/d", "xbc/d", False),
    ],
)
def test_several_stars(text: str, path: str, is_match: bool) -> None:
    """What one star takes, another may leave."""
    assert (parse_pattern(text).match(path) is not None) == is_match
