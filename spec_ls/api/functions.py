"""The functions of ``spec_ls.api``: each is one use of a checker, or needs none."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from spec_ls.api.checker import NO_OPTIONS, AnyPath, Checker
from spec_ls.api.values import Edit, FixedText, Options, Result
from spec_ls.text import Edit as TextEdit
from spec_ls.text import Range, Text
from spec_ls.text import apply_edits as apply_text_edits


def check_text(text: str, path: AnyPath | None = None, options: Options = NO_OPTIONS) -> Result:
    """The findings of a text; ``path`` is its file, which need not exist.

    Raises ``BadSettings``, ``TemplateNotFound`` and ``UnknownCode``.
    """
    return Checker(options).check_text(text, path)


def check_file(path: AnyPath, options: Options = NO_OPTIONS) -> Result:
    """The findings of a file.  For many files a ``Checker`` takes a fraction of the time.

    Raises ``UnreadableFile``, ``BadSettings``, ``TemplateNotFound`` and ``UnknownCode``.
    """
    return Checker(options).check_file(path)


def fix_text(text: str, path: AnyPath | None = None, options: Options = NO_OPTIONS) -> FixedText:
    """A text after its safe fixes, with ``unsafe_fixes`` after all; as it is if it is no spec.

    Raises ``BadSettings``, ``TemplateNotFound`` and ``UnknownCode``.
    """
    return Checker(options).fix_text(text, path)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """A text after the edits of a fix, which all refer to the text itself.

    Edits of several fixes can be applied together if none of them overlap.  Raises ``ValueError`` if two do.
    """
    inner = sorted((_text_edit(edit) for edit in edits), key=lambda edit: edit.range)
    for before, after in pairwise(inner):
        if after.range.start < before.range.end:
            raise ValueError("two edits overlap")
    return str(apply_text_edits(Text.of(text), inner))


def _text_edit(edit: Edit) -> TextEdit:
    range_ = Range.of(edit.line - 1, edit.column - 1, edit.end_line - 1, edit.end_column - 1)
    return TextEdit(range_, edit.text)
