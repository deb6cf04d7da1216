"""The text of the server is the editor's after many edits; ``tox -e instep`` makes far more of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from buffer import Buffer

from spec_ls.text import Text

PROGRAM = Path(__file__).with_name("in_step.py")
SPEC = "=====\nTitle\n=====\n\nProblem\n=======\n\n𝄞 Slow.\r\n\nChange\n======\n\n- Cache é.\n"


def test_the_text_and_its_blocks_are_in_step(tmp_path: Path) -> None:
    """After random edits in three encodings the text is the editor's, its blocks are those of a fresh scan."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "template.rst").write_text(SPEC, "utf-8")
    (tmp_path / "specs" / "cache.rst").write_bytes((SPEC * 8).encode())
    arguments = [tmp_path, "--edits", "1500", "--stdio", "100"]
    done = subprocess.run(
        [sys.executable, PROGRAM, *arguments], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert ": 0 differences in " in done.stdout


@pytest.mark.parametrize(
    ("encoding", "offset", "expected"),
    [
        ("utf-8", 4, (1, 0)),
        ("utf-16", 7, (1, 4)),
        ("utf-8", 7, (1, 9)),
        ("utf-32", 7, (1, 3)),
        ("utf-16", 8, (2, 0)),
        ("utf-16", 9, (3, 0)),
    ],
)
def test_the_reference_counts_as_lsp_does(encoding: str, offset: int, expected: tuple[int, int]) -> None:
    """A line of the protocol ends at three line ends alone, and its characters are the encoding's units."""
    buffer = Buffer("a\x85\r\n𝄞é\u2028\n\rb", encoding)
    assert tuple(buffer.position(offset).values()) == expected
    assert len(Text.of(buffer.text).lines) == 4


def test_no_place_is_inside_a_line_end() -> None:
    """The place behind ``\\r`` of ``\\r\\n`` is no place; behind both it is the next line's start."""
    buffer = Buffer("a\r\nb", "utf-16")
    assert buffer.allowed(2) == 1
    assert buffer.position(3) == {"line": 1, "character": 0}
