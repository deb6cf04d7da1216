"""Files beside specs that once took minutes: regular expressions went back and forth in them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path[1:1] = [str(Path(__file__).resolve().parent)]

from kinds import FILES  # noqa: E402  (it lies in the folder added above)
from measure import file_figures  # noqa: E402

from spec_ls.patterns import BadPattern, parse_pattern  # noqa: E402
from spec_ls.workspace.profiles import project_of  # noqa: E402

_SIZE = 200_000
_SECONDS = 5.0
"""Of processor time: not how long it should take, but what no machine needs for a file of that size."""


@pytest.mark.skipif(sys.platform == "win32", reason="a hang is ended by a signal")
@pytest.mark.parametrize("kind", FILES)
def test_a_file_beside_a_spec_takes_no_time(kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    """A check reads settings, ``.gitreview``, git's configuration and ignore files in time, however they are."""
    name, make = FILES[kind]
    (figure,) = file_figures(name, make, _SIZE, _SECONDS)
    capfd.readouterr()
    assert figure.seconds <= _SECONDS


@pytest.mark.parametrize("pattern", ["*a*a*a*a*b", "<a><b><c><d>", "**/a/**/b/**/c/**/d"])
def test_a_pattern_that_could_take_long_is_none(pattern: str) -> None:
    """More stars than anybody writes are refused, before a path is matched."""
    with pytest.raises(BadPattern, match="more than 3"):
        parse_pattern(pattern)


def test_what_is_read_is_what_it_was(tmp_path: Path) -> None:
    """A remote's address is found as git writes it: keys are indented, the last value counts."""
    (tmp_path / ".git").mkdir()
    config = '[core]\n\tbare = false\n[remote "other"]\n\turl = https://example.org/a/b.git\n'
    (tmp_path / ".git" / "config").write_text(config)
    assert project_of(tmp_path)[0] == "a/b"
    origin = '[remote "origin"]\n\turl = x\n\tURL = git@example.org:c/d.git\n\tfetch = +refs/heads/*\n'
    (tmp_path / ".git" / "config").write_text(config + origin)
    assert project_of(tmp_path)[0] == "c/d"
    (tmp_path / ".gitreview").write_text("[gerrit]\nhost=x\n\n  project = e/f.git\n")
    assert project_of(tmp_path)[0] == "e/f"
