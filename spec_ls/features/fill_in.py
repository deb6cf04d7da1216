"""Filling a new, empty document with what its template has."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.checks import missing_license
from spec_ls.checks.proof import is_proven
from spec_ls.checks.run import fixes
from spec_ls.edits.insert import skeleton
from spec_ls.findings import Fix, Safety
from spec_ls.spec import Spec
from spec_ls.text import difference


def fill_in(spec: Spec) -> Fix | None:
    """The fix that writes licence, title, header and sections with their guidance into an empty document.

    The sections alone, where all together would do harm; None where these would, too, for a document in
    which anything is written, and for a template that asks for nothing.
    """
    return next((way for way in ways_to_fill_in(spec) if is_proven(spec, way)), None)


def ways_to_fill_in(spec: Spec) -> Iterator[Fix]:
    """The same with and without what is not a section; nobody has proven yet that they do no harm."""
    fix = skeleton(spec) if spec.text.is_blank else None
    if fix is not None:
        now = _with_licence(spec.after(fix.edits))
        yield Fix("Fill in the template", (difference(spec.text, now.text),), safety=Safety.UNSAFE)
        yield fix


def _with_licence(spec: Spec) -> Spec:
    licence = missing_license.CHECK
    for finding in licence.find(spec) if spec.config.is_enabled(licence.code) else ():
        for fix in fixes(spec, finding)[:1]:
            return spec.after(fix.edits)
    return spec
