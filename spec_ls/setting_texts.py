"""The keys of settings in words: the source of their page, and of ``spec-ls explain KEY``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class SettingText(NamedTuple):
    """A key in words, in Markdown.  ``summary`` is a phrase; ``example`` is TOML of a settings file."""

    summary: str
    example: str
    more: str = ""


SETTING_TEXTS: Mapping[str, SettingText] = {
    "template": SettingText(
        "the template of all specs: a built-in one, or a file from the folder of the settings",
        'template = "docs/template.rst"',
        "Which templates are built in, and what is found without this key, is on the page `templates`.",
    ),
    "profile": SettingText(
        'the project whose profile is used, or `"none"`',
        'profile = "none"',
        "Without it the repository decides, as the page `profiles` says.",
    ),
    "select": SettingText(
        "the only codes that are reported; an empty list means all",
        'select = ["missing-section", "line-too-long"]',
    ),
    "ignore": SettingText("codes that are not reported", 'ignore = ["empty-section"]'),
    "max-line-length": SettingText(
        "the limit of a line in characters; 79 without this key", "max-line-length = 99"
    ),
    "max-indented-line-length": SettingText(
        "the limit of lines that begin with four spaces", "max-indented-line-length = 120"
    ),
    "line-rule": SettingText(
        "which lines may be longer than the limit",
        'line-rule = "length"',
        '`"default"`: lines with a URL, those without inner white space, and verbatim text; `"length"`:'
        ' those that'
        ' `exempt-lines` matches; `"code"`: these, indented ones after `::` and those without a space;'
        ' `"doc8"`:'
        ' those that doc8 exempts; `"off"`: all.',
    ),
    "exempt-lines": SettingText(
        "regular expressions; a line that contains a match may be longer",
        'line-rule = "length"\nexempt-lines = ["https?://"]',
        "They are read as Python's `re` reads them. A line in which the search takes too long is not"
        " exempt, which"
        " a finding `check-incomplete` says.",
    ),
    "white-space": SettingText(
        'the white space at a line\'s end that the gate rejects: `"any"` or `"spaces"`',
        'white-space = "spaces"',
    ),
    "format-prose": SettingText(
        "which paragraphs the formatter wraps where lines have a limit",
        'format-prose = "all"',
        '`"overlong"`: only those with a line over it, the default; `"all"`; `"keep"`: none.',
    ),
    "gate": SettingText(
        "the codes that the project's gate rejects: their findings are errors",
        'gate = ["missing-section", "unknown-section", "line-too-long", "trailing-whitespace"]',
        "Without it and without a profile they are `missing-section` and `line-too-long`.",
    ),
    "covered": SettingText(
        "whether the gate opens the files at all; `true` without this key",
        '[[paths]]\npath = "specs/backlog/*.rst"\ncovered = false',
        "In a file that it does not open its errors are warnings.",
    ),
    "optional": SettingText(
        "sections that may be left out; `true` for all that `sections` does not list",
        'optional = ["History", "Proposed change > Alternatives"]',
        "Without this key the template's own words decide.",
    ),
    "sections": SettingText(
        "the gate's own list of required sections, in place of the template's",
        'sections = ["Problem description", ["Alternatives", "Other ways"],'
        ' { title = "Implementation", subsections = ["Assignees"], ordered = true }]',
        "Each is a title, a list of titles of which any will do, or a table:",
    ),
    "extra": SettingText(
        "top sections that the gate accepts although the template does not have them: `true`, `false` or"
        " titles",
        'extra = ["Open questions"]',
    ),
    "extra-of-template": SettingText(
        "whether the gate accepts those sections of the template that `sections` does not list",
        'sections = ["Problem description"]\nextra-of-template = true',
    ),
    "count": SettingText("the required number of top sections", "count = 8"),
    "asked": SettingText(
        "where no gate asks for sections: the titles that half of all documents have",
        'gate = []\nasked = ["Abstract", "Motivation"]',
        "These alone are missing, for information, while the header's status is open.",
    ),
    "anywhere": SettingText(
        "where no gate asks for sections: titles that may stand anywhere, whatever the template's order",
        'anywhere = ["Rationale"]',
    ),
    "stubs": SettingText(
        "section bodies that count as stubs, besides None, N/A, TBD and the like", 'stubs = ["See the bug"]'
    ),
    "core": SettingText(
        "titles of sections to which `None` is no answer",
        'core = ["Problem description", "Proposed change"]',
        "Without this key: the first one, and those on the problem, the proposed change, use cases,"
        " assignees and"
        " work items.",
    ),
    "link": SettingText(
        "how the gate finds the link to the work that a spec is about, line by line",
        '[link]\nany-of = ["https://bugs.example.org/"]\nbefore = "Problem description"',
        "The first line that one of these is about decides:",
    ),
    "header": SettingText(
        "rules on the documents' header, which go before what the template shows of it",
        '[header]\nkind = "fields"\nstatus = "Status"\nopen = ["Draft"]\n\n[[header.fields]]\nname ='
        ' "Status"\n'
        'required = "use"\nvalues = ["Draft", "Final"]',
        "Regular expressions about headers are read from profiles and editors alone.",
    ),
    "role-links": SettingText(
        "addresses for which the gate wants a role",
        'role-links = [{ role = "idea", any-of = ["ideas.example.org/"] }]',
    ),
    "extensions": SettingText(
        "the extensions that the name of a spec may have", 'extensions = [".rst", ".txt"]'
    ),
    "belongs-in": SettingText(
        "folders beside the file: the gate wants it in one of them; a folder may begin with `../`",
        '[[paths]]\npath = "specs/<release>/*"\nbelongs-in = ["approved", "implemented"]',
    ),
    "known-roles": SettingText(
        "roles that something else defines, as an extension of Sphinx: no finding says that they are unknown",
        'known-roles = ["idea"]',
    ),
    "known-directives": SettingText("directives of that kind", 'known-directives = ["status-banner"]'),
    "known-substitutions": SettingText("substitutions of that kind", 'known-substitutions = ["product"]'),
    "known-options": SettingText("options of directives of that kind", 'known-options = ["copyable"]'),
    "paths": SettingText(
        "settings for some of the paths; the first table whose `path` matches is used",
        '[[paths]]\npath = "proposals/<year>/*.rst"\n'
        'template = ["proposals/<year>/template.rst", "proposals/template.rst"]\n\n'
        '[[paths]]\npath = "proposals/*/notes/**"\nspec = false',
        "A table may have any of the other keys but `profile`, and:",
    ),
    "recognised-by": SettingText(
        "in a profile alone: files and folders by which its repositories are recognised",
        'recognised-by = ["ideas/idea_template.rst", "ideas/"]',
        "All of them are needed, or all of one of several lists; a folder ends with `/`, and `{ path,"
        " text }` also asks"
        " for a line.",
    ),
}  # fmt: skip
"""The keys on the first level, in the order of their page."""

TABLE_TEXTS: Mapping[str, Mapping[str, str]] = {
    "paths": {
        "path": "the pattern of the paths, from the folder of the settings",
        "template": "a template, or several of which the first that exists serves",
        "spec": "`false` for files that are no specs",
        "newest": "`true` where the gate opens only the newest release",
    },
    "sections": {
        "title": "a title, or a list of titles of which any will do",
        "subsections": "a list as `sections` itself",
        "exactly": "`true` if no other subsections are allowed",
        "ordered": "`true` if they have to stand in this order",
        "with": "the section is required only beside this top section",
    },
    "link": {
        "any-of": "a line that contains one of these is enough",
        "named": "a line that contains one of these must end with the file's name",
        "unless": "a line that starts with one of these is enough, too",
        "before": "a line that starts with this ends the search",
    },
    "header": {
        "kind": '`"preamble"`, `"fields"`, `"directives"`, `"bullets"`, `"lines"`, `"table"` or'
        ' `"status-section"`; the'
        " template's without this key",
        "fields": "tables of the fields, in their order",
        "to-the-letter": "`true` if names in another case are other names",
        "first": "the field of the first line",
        "status": "the field that says how far a document has come",
        "open": "its values while sections are asked for",
        "gate-pattern": "the regular expression by which a gate finds fields in any line",
        "title": "the regular expression of the title, with `{number}`",
        "title-behind": "the characters of the rule before the title",
    },
    "fields": {
        "name": "the name of the field, to the letter",
        "aliases": "other names that serve as well",
        "required": '`"gate"`: a gate rejects a document without it; `"use"`: nearly all documents have it',
        "required-with": "values of the status with which it is required",
        "many": "`true` if it may stand there several times",
        "may-be-empty": "`true` if it needs no value",
        "values": "the values that it may have",
        "pattern": "a regular expression that matches the whole of a value",
        "date": 'the form of a date, as `"yyyy-mm-dd"`',
        "dated-link": "a link with a date in front, a table of `date` and `address`",
        "separator": "what stands between entries, which are then looked at one by one",
        "in-lines": "`true` if entries stand in several lines",
        "line-end": "how all lines but the last end",
        "most-indent": "the most columns of white space at the start of a line",
        "in-order": "`true` if entries are in the order of their letters, each once",
        "earliest": "the first year of a date",
        "days-ahead": "the number of days that a date may lie in the future",
        "expected": "in words, what a value is",
        "number": "`true` if it is the number in the file's name",
        "only-with": "tables of `value`, `field` and `any-of`: the value goes only with these of that"
        " other field",
        "answered-by": "the field in which a document that is named here names this one",
        "answer-status": "the status that documents named here have to have",
    },
    "dated-link": {
        "date": "the form of the date",
        "address": "the regular expression of the address in a link such as `01-May-2020 <address>`",
    },
    "role-links": {
        "role": "the name of the role",
        "any-of": "parts of the addresses, in any case of letters",
    },
}  # fmt: skip
"""The keys of the tables below a key."""

TABLES_WITHIN: Mapping[str, tuple[str, ...]] = {"header": ("fields", "dated-link")}
"""Tables within the table of a key, which its page describes, too."""
