"""``spec-ls completion``: real shells load its scripts and complete with them; a shell that is absent is skipped."""

from __future__ import annotations

import os
import pty
import re
import select
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from trees import make, run

from spec_ls.checks import CODES

TIMEOUT = 60.0
"""Seconds in which a shell answers; a busy machine needs one."""

Completed = Callable[[str], set[str]]
"""The words that a shell offers for the last word of a line."""


def completed_by_bash(script: Path, folder: Path) -> Completed:
    def completed(line: str) -> set[str]:
        words = line.split(" ")
        calls = [
            f"source {shlex.quote(str(script))}",
            f"COMP_WORDS=({shlex.join(words)}); COMP_CWORD={len(words) - 1}; _shtab_spec_ls",
            'printf "%s\\n" "${COMPREPLY[@]}"',
        ]
        return set(output(["bash", "--norc", "-ec", "\n".join(calls)], folder))

    return completed


def completed_by_fish(script: Path, folder: Path) -> Completed:
    def completed(line: str) -> set[str]:
        calls = f"source {shlex.quote(str(script))}; complete -C {shlex.quote(line)}"
        found = output(["fish", "--no-config", "-c", calls], folder)
        return {candidate.partition("\t")[0] for candidate in found}

    return completed


def completed_by_zsh(script: Path, folder: Path) -> Completed:
    """Types the line and Tab, and reads what the line has become: zsh lists candidates on the screen alone."""

    def completed(line: str) -> set[str]:
        setup = (
            f"fpath=({shlex.quote(str(script.parent))} $fpath); autoload -Uz compinit; compinit -u -D",
            "setopt no_list_ambiguous; unsetopt list_beep; PS1=''",
            'show() { print -r -- "[[""$BUFFER""]]"; BUFFER=; }; zle -N show; bindkey \'^X\' show',
        )
        with terminal(["zsh", "-f", "-i"], folder) as (send, until):
            for command in (*setup, 'print -r -- "rea""dy"'):
                send(command + "\n")
            until(r"ready")
            send(f"{line}\t\x18")
            typed = until(r"\[\[(.*?)\]\]")
        return {typed.strip().split(" ")[-1].rstrip(",")}  # a comma that a space would take away again

    return completed


def output(command: list[str], folder: Path) -> list[str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=TIMEOUT, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return [line.rstrip() for line in done.stdout.splitlines() if line.strip()]


@contextmanager
def terminal(
    command: list[str], folder: Path
) -> Iterator[tuple[Callable[[str], object], Callable[[str], str]]]:
    """A program in a terminal of its own: what is typed there, and what is read until a pattern matches."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "dumb", "ZDOTDIR": str(folder), "HOME": str(folder)}
    shell = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    seen = bytearray()

    def until(pattern: str) -> str:
        while not (found := re.search(pattern, seen.decode("utf-8", "replace"), re.DOTALL)):
            assert select.select([ours], [], [], TIMEOUT)[0], seen
            seen.extend(os.read(ours, 10_000))
        seen.clear()
        return found[found.re.groups]

    try:
        yield lambda text: os.write(ours, text.encode()), until
    finally:
        shell.kill()
        shell.wait()
        os.close(ours)


SHELLS = {"bash": completed_by_bash, "zsh": completed_by_zsh, "fish": completed_by_fish}


@pytest.fixture(scope="module", params=SHELLS)
def completed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Completed:
    """Completion in a shell that has loaded the script, in a folder with a spec."""
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed")
    folder = make(tmp_path_factory.mktemp("folder"), {"specs/a-spec.rst": "A\n=\n"})
    done = run("completion", request.param, cwd=folder)
    assert (done.status, done.err) == (0, "")
    script = folder / "_spec-ls"  # the name that zsh looks for
    script.write_bytes(done.stdout)
    return SHELLS[request.param](script, folder)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("spec-ls outl", "outline"),
        ("spec-ls check --sel", "--select"),
        ("spec-ls check --ignore zero", "zero-width-space"),
        ("spec-ls check --select line-too-long,missing-fin", "line-too-long,missing-final-newline"),
        ("spec-ls explain max-ind", "max-indented-line-length"),
        ("spec-ls server --log-level wa", "warning"),
    ],
)
def test_a_word_is_completed(completed: Completed, line: str, word: str) -> None:
    """Commands, options, codes (behind a comma, too), names to explain and choices are completed."""
    assert completed(line) == {word}


def test_files_are_completed(completed: Completed) -> None:
    """A path is completed where a path is expected, and as the value of an option."""
    for line in ("spec-ls check spe", "spec-ls server --log-file spe"):
        assert {word.rstrip("/") for word in completed(line)} == {"specs"}


def test_all_codes_are_offered(tmp_path: Path) -> None:
    """The scripts name each code, and start no program."""
    for shell in SHELLS:
        script = run("completion", shell, cwd=tmp_path).out
        assert [code for code in CODES if code not in script] == []
        assert not re.search(r"\bpython", script)
