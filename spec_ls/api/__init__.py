"""spec-ls as a library: checks texts and files, and gives findings and fixes as values.

    from spec_ls.api import Options, check_file

    for finding in check_file("specs/2026.1/cache.rst", Options(ignore=["rst-syntax"])).findings:
        print(finding)

The names that this module and ``spec_ls.testing`` export are the whole of the library; whatever else is below
``spec_ls`` may change in any version.  Positions are those of JSON: lines and columns are 1-based, columns
count code points, and an end is exclusive.  ``dataclasses.asdict(finding)`` is the finding's object in the
output of ``spec-ls check --format json``, which has the same findings.

This stays as it is, here and in JSON:

- the names that are exported, the parameters of functions with their order and defaults, the fields of
  values, their types and meaning, and the errors that are raised;
- the keys of JSON's objects, and the types and meaning of their values;
- the codes, none of which gets another meaning;
- the severities: there are these four, and an error is what the project's own gate rejects;
- the command's exit statuses.

A new version may add names, parameters with a default at the end, fields, keys, errors derived from those
that are here, and codes: read JSON's objects by their keys, and values by the names of their fields.  It may
find more or less, as checks are corrected; with ``select`` no new code is found.  Nothing of the above is
taken away but in a new major version (before 1.0: a minor one), and the changelog says so.

Nothing is promised about wording (of messages, of the titles of fixes, of the text of errors), about the text
that a fix writes, about the order of findings that start at the same place, or about text output for people.
"""

from spec_ls.api.checker import Checker
from spec_ls.api.errors import BadSettings, SpecLsError, TemplateNotFound, UnknownCode, UnreadableFile
from spec_ls.api.functions import apply_edits, check_file, check_text, fix_text
from spec_ls.api.values import (
    SEVERITIES,
    Cause,
    Edit,
    Finding,
    Fix,
    FixedText,
    Options,
    Result,
    Severity,
    TemplatePlace,
)

__all__ = [
    "SEVERITIES",
    "BadSettings",
    "Cause",
    "Checker",
    "Edit",
    "Finding",
    "Fix",
    "FixedText",
    "Options",
    "Result",
    "Severity",
    "SpecLsError",
    "TemplateNotFound",
    "TemplatePlace",
    "UnknownCode",
    "UnreadableFile",
    "apply_edits",
    "check_file",
    "check_text",
    "fix_text",
]
