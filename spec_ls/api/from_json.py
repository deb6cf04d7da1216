"""Makes the values of ``spec_ls.api`` from JSON's objects, so that the two never differ."""

from __future__ import annotations

from typing import Any

from spec_ls.api.values import Cause, Edit, Finding, Fix, TemplatePlace


def finding_of(found: dict[str, Any]) -> Finding:
    """The finding that an object of ``spec-ls check --format json`` holds."""
    fix, cause, template, section = (found[name] for name in ("fix", "cause", "template", "section"))
    values = found | {
        "section": None if section is None else tuple(section),
        "fix": None if fix is None else _fix_of(fix),
        "cause": None if cause is None else Cause(**cause),
        "template": None if template is None else TemplatePlace(**template),
    }
    return Finding(**values)


def _fix_of(found: dict[str, Any]) -> Fix:
    return Fix(**found | {"edits": tuple(Edit(**edit) for edit in found["edits"])})
