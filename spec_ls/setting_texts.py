"""What the table of settings' keys does not say of a key: an example, and notes for its page.

With the words of that table they are the page of settings, and what ``spec-ls explain KEY`` prints.
"""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, str] = {
    "template": 'template = "docs/template.rst"',
    "profile": 'profile = "none"',
    "extend": 'extend = "../shared/spec-ls.toml"',
    "select": 'select = ["missing-section", "line-too-long"]',
    "ignore": 'ignore = ["empty-section"]',
    "severity": 'severity = { trailing-whitespace = "error", empty-section = "hint" }',
    "max-line-length": "max-line-length = 99",
    "max-indented-line-length": "max-indented-line-length = 120",
    "line-rule": 'line-rule = "length"',
    "exempt-lines": 'line-rule = "length"\nexempt-lines = ["https?://"]',
    "white-space": 'white-space = "spaces"',
    "format-prose": 'format-prose = "all"',
    "gate": 'gate = ["missing-section", "unknown-section", "line-too-long", "trailing-whitespace"]',
    "covered": '[[paths]]\npath = "specs/backlog/*.rst"\ncovered = false',
    "optional": 'optional = ["History", "Proposed change > Alternatives"]',
    "sections": (
        'sections = ["Problem description", ["Alternatives", "Other ways"], { title = '
        '"Implementation", subsections = ["Assignees"], ordered = true }]'
    ),
    "extra": 'extra = ["Open questions"]',
    "extra-of-template": 'sections = ["Problem description"]\nextra-of-template = true',
    "count": "count = 8",
    "asked": 'gate = []\nasked = ["Abstract", "Motivation"]',
    "anywhere": 'anywhere = ["Rationale"]',
    "stubs": 'stubs = ["See the bug"]',
    "core": 'core = ["Problem description", "Proposed change"]',
    "link": '[link]\nany-of = ["https://bugs.example.org/"]\nbefore = "Problem description"',
    "header": (
        '[header]\nkind = "fields"\nstatus = "Status"\nopen = ["Draft"]\n\n[[header.fields]]\nname = '
        '"Status"\nrequired = "use"\nvalues = ["Draft", "Final"]'
    ),
    "role-links": 'role-links = [{ role = "idea", any-of = ["ideas.example.org/"] }]',
    "extensions": 'extensions = [".rst", ".txt"]',
    "belongs-in": '[[paths]]\npath = "specs/<release>/*"\nbelongs-in = ["approved", "implemented"]',
    "known-roles": 'known-roles = ["idea"]',
    "known-directives": 'known-directives = ["status-banner"]',
    "known-substitutions": 'known-substitutions = ["product"]',
    "known-options": 'known-options = ["copyable"]',
    "paths": (
        '[[paths]]\npath = "proposals/<year>/*.rst"\ntemplate = ["proposals/<year>/template.rst", '
        '"proposals/template.rst"]\n\n[[paths]]\npath = "proposals/*/notes/**"\nspec = false'
    ),
    "recognised-by": 'recognised-by = ["ideas/idea_template.rst", "ideas/"]',
}
"""For each key of the first level, in the order of their page, TOML of a settings file that sets it."""

NOTES: Mapping[str, str] = {
    "template": (
        "Which templates are built in, and what is found without this key, is on the page `templates`."
    ),
    "profile": "Without it the repository decides, as the page `profiles` says.",
    "extend": "It is named from the folder of this one, and lies in the same repository.",
    "severity": (
        '`"error"`, `"warning"`, `"information"` or `"hint"`. Tables of several files are merged by code.'
    ),
    "max-line-length": "It is 79 without this key.",
    "line-rule": (
        '`"default"`: lines with a URL, those without inner white space, and verbatim text; '
        '`"length"`: those that `exempt-lines` matches; `"code"`: these, indented ones after `::` and '
        'those without a space; `"doc8"`: those that doc8 exempts; `"off"`: all.'
    ),
    "exempt-lines": (
        "They are read as Python's `re` reads them. A line in which the search takes too long is not "
        "exempt, which a finding `check-incomplete` says."
    ),
    "white-space": '`"any"` or `"spaces"`.',
    "format-prose": '`"overlong"`: only those with a line over it, the default; `"all"`; `"keep"`: none.',
    "gate": "Without it and without a profile they are `missing-section` and `line-too-long`.",
    "covered": "It does without this key. In a file that it does not open its errors are warnings.",
    "optional": (
        "`true` stands for all that `sections` does not list. Without this key the template's own "
        "words decide."
    ),
    "sections": "Each is a title, a list of titles of which any will do, or a table:",
    "extra": "`true` for all, `false`, or a list of titles.",
    "asked": "These alone are missing, for information, while the header's status is open.",
    "core": (
        "Without this key: the first one, and those on the problem, the proposed change, use cases, "
        "assignees and work items."
    ),
    "link": "The first line that one of these is about decides:",
    "header": "Regular expressions about headers are read from profiles and editors alone.",
    "belongs-in": "A folder may begin with `../`.",
    "known-roles": "As an extension of Sphinx does it: no finding says that they are unknown.",
    "paths": "A table may have any of the other keys but `profile`, and:",
    "recognised-by": (
        "All of them are needed, or all of one of several lists; a folder ends with `/`, and `{ path, "
        "text }` also asks for a line."
    ),
}
"""What is to be said of some keys behind their examples, in Markdown."""
