"""Regular expressions of settings: they mean what ``re`` makes of them, and none takes long."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from random import Random
from time import process_time

import pytest

import spec_ls
from spec_ls.line_patterns import BadLinePattern, SearchTime, _bounded, check_line_pattern, matches

PROFILES = Path(spec_ls.__file__).parent / "profiles"
OF_PROFILES = sorted(
    {
        pattern
        for profile in PROFILES.glob("*.toml")
        for pattern in tomllib.loads(profile.read_text("utf-8")).get("exempt-lines", ())
    }
)
COSTLY = ["(a+)+$", "(a|aa)+$", "(.*a){20}$", "(?:a?){40}a{40}b", "(x+x+)+y", r"(a*)*\1b", "(?=(a+)+$)b"]
OTHERS = [
    "[[:alpha:]]x",
    "(?:foo){e<=1}",
    "a{2,3}{",
    "a{,2}x",
    r"\{e\}(a|b)",
    r"(\N{BULLET}|x)+",
    "(?i)(K|é)+b",
    r"^\s*(\||\+)",
    "[]a-c](x)",
    r"(?P<a>x)(?P=a)",
    "(?<!a)(b)",
    "x{2}(?:,)y",
]
PIECES = ["http://", "https://", "a", "b", "|", "+", "-", " ", "/", "<% $", ".. image:: ", "x", "foo", "fo", "e", "{", "}",
    "[", "]", ":", "K", "\u212a", "é", "\u2022", "{e}", "{e<=1}", "\\", ",", "\u0130", "\u017f", "\x85", "\u2028"]  # fmt: skip


def lines(count: int, seed: int) -> list[str]:
    random = Random(seed)
    return ["".join(random.choices(PIECES, k=random.randint(0, 12))) for _ in range(count)]


@pytest.mark.filterwarnings("ignore:Possible nested set")
@pytest.mark.parametrize("source", [*OF_PROFILES, *OTHERS])
def test_both_packages_find_what_re_finds(source: str) -> None:
    """Whichever package searches, a pattern is found where ``re`` finds it."""
    check_line_pattern(source)
    bounded, by_re = _bounded(source), re.compile(source)
    assert bounded is not None
    for line in lines(2_000, len(source)):
        expected = by_re.search(line) is not None
        assert matches((source,), line, SearchTime()) == expected, line
        assert (bounded.search(line) is not None) == expected, line


def test_what_re_warns_of_is_not_said() -> None:
    """A warning of ``re`` about a pattern is nobody's who runs a check."""
    check_line_pattern("[[:alpha:]]")
    assert matches(("[[:alpha:]]",), ":]", SearchTime())


def test_patterns_of_profiles_need_no_other_package() -> None:
    """A check with a profile's patterns, on lines of a thousand characters, does not load ``regex``."""
    program = (
        "import sys; from spec_ls.line_patterns import matches, SearchTime\n"
        f"found = [matches(({', '.join(map(repr, OF_PROFILES))},), line, SearchTime()) for line in ('-' * 900, 'a |b')]\n"
        "assert found == [False, True], found\n"
        "assert 'regex' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("source", COSTLY)
def test_no_pattern_takes_long(source: str) -> None:
    """However many lines a pattern goes back and forth in, the time for all of them has an end."""
    time, start = SearchTime(), process_time()
    hostile = [letter * length + "!" for letter in "ax" for length in (40, 5_000)] * 500
    assert not any(matches((source,), line, time) for line in hostile)
    assert process_time() - start < 2
    assert time.slow in (source, None)


def test_the_time_of_a_line_that_takes_too_long_is_not_that_of_all() -> None:
    """A line that takes too long leaves time for the others."""
    time = SearchTime()
    assert not matches(("(a+)+$",), "a" * 5_000 + "!", time)
    assert time.slow == "(a+)+$"
    assert matches(("(a+)+$",), "!aaa", time)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("(", "missing ), unterminated subpattern"),
        ("a" * 2_000, "longer than 1,000 characters"),
        ("((((((a?){1000}){1000}){1000}){1000}){1000}){1000}", "too many repetitions"),
        ("a{99999999999999999999}", "too many repetitions"),
        ("(?:a){1,4000000000}", "too many repetitions"),
    ],
)
def test_what_is_no_pattern(source: str, reason: str) -> None:
    """What is no regular expression, or would take too much memory, is broken configuration."""
    with pytest.raises(BadLinePattern, match=re.escape(reason)):
        check_line_pattern(source)
