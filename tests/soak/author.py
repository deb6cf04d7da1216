"""Authors at work for long: edits that come back to the same text, and requests of all kinds between them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import document_requests
import texts
from actions import Buffer, Step, characters, pastes, undoes
from editor import Editor

_CANCEL_EVERY, _SAVE_EVERY, _REOPEN_EVERY, _TEMPLATE_EVERY, _SETTINGS_EVERY = 7, 50, 130, 310, 530
"""In edits; they are no multiples of each other, so that all orders come."""

_SETTINGS: tuple[Any, ...] = (
    {"spec-ls": {"ignore": ["trailing-whitespace"]}},
    {"spec-ls": {"max-line-length": 100}},
    {"spec-ls": {}},
    None,
)


def deletions(buffer: Buffer, random: Random) -> Iterator[Step]:
    """The rest of a paragraph deleted, and brought back by an undo."""
    while True:
        start = end = buffer.prose(random)
        while buffer.lines[end]:
            end += 1
        gone = "\n".join([*buffer.lines[start:end], ""])
        yield Step([buffer.replace(start, 0, end, 0, "")])
        yield Step([buffer.replace(start, 0, start, 0, gone)])


_ROUNDS = ((characters, 16, 8), (pastes, 2, 1), (deletions, 2, 4), (undoes, 2, 1))
"""Edits, how many of them lead back to the same text, and how often they come beside the others."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that is open: ``text`` is what each round of edits comes back to."""

    uri: str
    text: str
    buffer: Buffer


def has_prose(text: str) -> bool:
    """True if the edits can be made in a text."""
    lines = text.split("\n")
    plain = [a for a, b in itertools.pairwise(lines) if a[:1].isalpha() and len(a) > 20 and a.isascii()]
    return len(plain) > 5 and not lines[-1] and "\r" not in text and len(lines[0]) < 200


class Author:
    """Works in the documents of an editor; the same edits and requests each time."""

    def __init__(self, editor: Editor, repository: texts.Repository, documents: dict[str, str]) -> None:
        self.editor, self._repository = editor, repository
        self._random, self._edits = Random(1), 0
        self._documents = [Opened(uri, text, Buffer(text)) for uri, text in documents.items()]
        self._templates = sorted(repository.folder.glob("specs/*template.rst"))
        self._template_texts = [path.read_text("utf-8") for path in self._templates]
        self._requests = itertools.cycle(document_requests.methods())
        for opened in self._documents:
            editor.open(opened.uri, opened.text)

    def steps(self) -> Iterator[tuple[str, Step]]:
        """Edits to make, each with the URI of its document; when an edit is taken, the one before is made."""
        rounds, weights = [(make, count) for make, count, _ in _ROUNDS], [weight for *_, weight in _ROUNDS]
        for number in itertools.count():
            opened = self._random.choice(self._documents)
            ((make, count),) = self._random.choices(rounds, weights)
            for step in islice(make(opened.buffer, self._random), count):
                yield opened.uri, step
            assert str(opened.buffer) == opened.text, "a round of edits leads back to the text"
            if number % (_REOPEN_EVERY // 10) == 0:
                self.editor.close(opened.uri)
                self.editor.open(opened.uri, opened.text)

    def ask(self, uri: str, step: Step) -> None:
        """Do what editors do beside an edit: ask for something, cancel it, save, tell of files and settings."""
        self._edits += 1
        place = step.changes[0]["range"]["start"]
        start = {"line": max(0, place["line"] - 20), "character": 0}
        method = next(self._requests)
        params = document_requests.params(method, uri, place, start)
        if self._edits % _CANCEL_EVERY == 0:
            self.editor.cancelled(method, params)
        elif self._edits % 2:
            self.editor.request(method, params)
        if self._edits % _SAVE_EVERY == 0:
            self.editor.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
        if self._edits % _TEMPLATE_EVERY == 0:
            self._change_templates(self._edits // _TEMPLATE_EVERY)
        if self._edits % _SETTINGS_EVERY == 0:
            settings = _SETTINGS[self._edits // _SETTINGS_EVERY % len(_SETTINGS)]
            self.editor.notify("workspace/didChangeConfiguration", {"settings": settings})

    def differences(self) -> list[str]:
        """The URIs of documents of which something else is published than after they are opened anew.

        Settings and templates are put back first.
        """
        self._change_templates(0)
        self.editor.notify("workspace/didChangeConfiguration", {"settings": {"spec-ls": {}}})
        found = []
        for opened in self._documents:
            edited = self.editor.change(opened.uri, [])
            self.editor.close(opened.uri)
            if self.editor.open(opened.uri, str(opened.buffer)).diagnostics != edited.diagnostics:
                found.append(opened.uri)
        return found

    def _change_templates(self, number: int) -> None:
        """Rewrite the templates, each second time as they were, and say so."""
        for path, text in zip(self._templates, self._template_texts, strict=True):
            path.write_text(f"{text}\n.. changed\n" if number % 2 else text, "utf-8")
        changes = [{"uri": path.as_uri(), "type": 2} for path in self._templates]
        self.editor.notify("workspace/didChangeWatchedFiles", {"changes": changes})


def documents(repository: texts.Repository, folder: Path, count: int) -> dict[str, str]:
    """URIs and texts of specs: up to ``count`` of a folder where they lie, and as many in the repository."""
    paths = sorted(folder.rglob("*.rst"))
    found: dict[str, str] = {}
    for path in paths[:: max(1, len(paths) // (2 * count))]:
        text = ""
        with suppress(OSError, UnicodeDecodeError):
            text = path.read_bytes().decode()
        if has_prose(text) and len(found) < count:
            found[path.resolve().as_uri()] = text
    for number, text in enumerate(list(found.values())):
        found[repository.uri(f"soak-{number}")] = text
    return found
