"""Apply fixes as the descriptions of their formats say, without code of ours.

A place that such a description does not know, as in a line behind the last one, is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

MARK = b"\xef\xbb\xbf"
Replacement = tuple[int, int, bytes]
"""From one byte up to another one, and what takes their place."""


def by_sarif(content: bytes, result: dict[str, Any], newlines: list[str]) -> bytes:
    """A file after the fix of a SARIF result (SARIF 2.1.0, sections 3.30, 3.55 to 3.57)."""
    (fix,) = result["fixes"]
    (change,) = fix["artifactChanges"]
    mark = len(MARK) if content.startswith(MARK) else 0  # 3.30.2: text does not depend on it
    lines = lines_of(content[mark:].decode(), newlines)
    found: list[Replacement] = []
    for replacement in change["replacements"]:
        region = replacement["deletedRegion"]
        new = replacement.get("insertedContent", {}).get("text", "").encode()
        if "byteOffset" in region:
            found.append((region["byteOffset"], region["byteOffset"] + region["byteLength"], new))
            continue
        places = [
            mark + offset(lines, region[f"{end}Line"], region[f"{end}Column"]) for end in ("start", "end")
        ]
        found.append((places[0], places[1], new))
    return applied(content, found)


def by_rdjson(content: bytes, diagnostic: dict[str, Any]) -> bytes:
    """A file after the suggestion of a diagnostic (reviewdog.proto): columns count bytes.

    An end in the line behind the last one has to be: it is where the last line end changes.
    """
    (suggestion,) = diagnostic["suggestions"]
    lines = re.findall(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$", content) or [b""]
    places = []
    for end in ("start", "end"):
        line, column = suggestion["range"][end]["line"], suggestion["range"][end]["column"]
        if end == "end" and (line, column) == (len(lines) + 1, 1):
            last = lines[-1].removeprefix(lines[-1].rstrip(b"\r\n"))
            assert last, "no line end, so no line behind"
            assert not suggestion["text"].endswith(last.decode()), "a line that reviewdog cannot find"
        else:
            assert 1 <= line <= len(lines), "a line that reviewdog cannot find"
            assert 1 <= column <= len(lines[line - 1].rstrip(b"\r\n")) + 1
        places.append(sum(map(len, lines[: line - 1])) + column - 1)
    return applied(content, [(places[0], places[1], suggestion["text"].encode())])


def by_json(content: bytes, fix: dict[str, Any]) -> bytes:
    """A file after the edits of our own JSON: columns count code points, a mark too."""
    text = content.decode()
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)", text)
    lines.append(text[sum(map(len, lines)) :])
    found = []
    for edit in fix["edits"]:
        start, end = (
            len("".join([*lines[: line - 1], lines[line - 1][: column - 1]]).encode())
            for line, column in ((edit["line"], edit["column"]), (edit["end_line"], edit["end_column"]))
        )
        found.append((start, end, edit["text"].encode()))
    return applied(content, found)


def lines_of(text: str, newlines: Iterable[str]) -> list[str]:
    """The lines of a text with their ends: a text that ends in a newline has no line behind it."""
    ends = "|".join(re.escape(newline) for newline in newlines)
    lines, start = [], 0
    for match in re.finditer(ends, text):
        lines.append(text[start : match.end()])
        start = match.end()
    return lines + ([text[start:]] if start < len(text) or not lines else [])


def offset(lines: list[str], line: int, column: int) -> int:
    """The bytes before a place, which is in a line that is there or right behind its end."""
    assert 1 <= line <= len(lines), "a line that is not there"
    text = lines[line - 1]
    assert 1 <= column <= len(text) + 1
    return len("".join([*lines[: line - 1], text[: column - 1]]).encode())


def applied(content: bytes, replacements: list[Replacement]) -> bytes:
    """All replacements at once, none of which overlap."""
    ordered = sorted(replacements, key=lambda replacement: replacement[:2])
    for before, behind in pairwise(ordered):
        assert before[1] <= behind[0], "edits overlap"
    for start, end, new in reversed(ordered):
        assert start <= end
        content = content[:start] + new + content[end:]
    return content
