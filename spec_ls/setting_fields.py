"""The one table of the settings' keys: which keys exist, how each is read, its form and what it is for.

Settings are read by it, shown by it and described by it to editors (``settings_json_schema.py``), and their
pages are tested against it.
"""

from __future__ import annotations

from collections.abc import Mapping

from spec_ls import setting_values
from spec_ls.config import FormatProse, LineRule, WhiteSpace
from spec_ls.header_schema import (
    DATED_LINK_FIELDS,
    FIELD_RULE_FIELDS,
    HEADER_FIELDS,
    ONLY_WITH_FIELDS,
    ROLE_LINK_FIELDS,
    read_header,
    read_role_links,
)
from spec_ls.section_schema import (
    CODES_SHAPE,
    LINK_FIELDS,
    SECTION_FIELDS,
    SECTIONS_SHAPE,
    SEVERITIES_SHAPE,
    read_codes,
    read_link,
    read_sections,
    read_severities,
)
from spec_ls.setting_reader import Field, WithContext, table_shape, tables_shape

PATHS = "paths"
"""The key of the tables for some of the paths."""

ABOUT_PATHS = "Settings for some of the paths; the first table whose path matches a file is used."

EXTEND = "extend"
"""The key of a settings file with the file that it extends; an editor and a command line have none."""

RECOGNISED_BY = "recognised-by"
"""The key of a profile with the marks of its repositories; other settings ignore it."""

MARKS: dict[str, Field] = {
    RECOGNISED_BY: Field(
        "recognised_by",
        setting_values.marks,
        "In a profile alone: files and folders by which its repositories are recognised.",
    )
}
OF_FILES: dict[str, Field] = {
    EXTEND: Field(
        "extend",
        setting_values.text,
        "A settings file of the same repository whose settings count below these.",
    )
}
_RULES: dict[str, Field] = {
    "gate": Field(
        "gate",
        WithContext(read_codes, CODES_SHAPE),
        "The codes that the gate rejects: their findings are errors.",
    ),
    "covered": Field("covered", setting_values.boolean, "Whether the gate opens the files at all."),
    "sections": Field(
        "sections.listed",
        WithContext(read_sections, SECTIONS_SHAPE),
        "The gate's own list of required sections, in place of the template's.",
    ),
    "optional": Field(
        "sections.optional",
        setting_values.optional_sections,
        "Sections that may be left out, as in Section > Subsection; true for all that are not in sections.",
    ),
    "extra": Field(
        "sections.extra",
        setting_values.extra_sections,
        "Top sections that the gate accepts although the template does not have them.",
    ),
    "extra-of-template": Field(
        "sections.extra_of_template",
        setting_values.boolean,
        "Whether the gate accepts those of the template that sections does not list.",
    ),
    "asked": Field(
        "sections.asked",
        setting_values.titles,
        "Where no gate asks for sections: titles that half of all documents have.",
    ),
    "anywhere": Field(
        "sections.anywhere",
        setting_values.titles,
        "Where no gate asks for sections: titles that documents have anywhere among the others.",
    ),
    "count": Field("sections.count", setting_values.positive_number, "The required number of top sections."),
    "line-rule": Field(
        "line_rule", setting_values.OneOf(LineRule), "Which lines may be longer than the limit."
    ),
    "max-line-length": Field(
        "max_line_length", setting_values.positive_number, "How many characters a line may have."
    ),
    "max-indented-line-length": Field(
        "max_indented_line_length",
        setting_values.positive_number,
        "How many characters a line may have that begins with four spaces.",
    ),
    "exempt-lines": Field(
        "exempt_lines",
        setting_values.regexes,
        "Regular expressions; a line in which one is found may be longer.",
    ),
    "white-space": Field(
        "white_space",
        setting_values.OneOf(WhiteSpace),
        "The white space at a line's end that the gate rejects.",
    ),
    "format-prose": Field(
        "format_prose",
        setting_values.OneOf(FormatProse),
        "Which paragraphs the formatter wraps where lines have a limit.",
    ),
    "stubs": Field(
        "stubs",
        setting_values.stub_bodies,
        "Section bodies that count as stubs, besides None, N/A, TBD and the like.",
    ),
    "core": Field("core", setting_values.titles, "Titles of sections to which None is no answer."),
    "link": Field(
        "link", WithContext(read_link, table_shape("link")), "How the gate finds the link to the work."
    ),
    "header": Field(
        "header",
        WithContext(read_header, table_shape("header")),
        "The documents' header: its kind, its fields and what they may say.",
    ),
    "role-links": Field(
        "role_links",
        WithContext(read_role_links, tables_shape("role-links")),
        "Addresses for which the gate wants a role.",
    ),
    "extensions": Field("extensions", setting_values.suffixes, "The extensions that a spec may have."),
    "belongs-in": Field(
        "belongs_in", setting_values.texts, "Folders beside the file; it must be in one of them."
    ),
    "known-roles": Field("known_roles", setting_values.names, "Roles that something else defines."),
    "known-directives": Field(
        "known_directives", setting_values.names, "Directives that something else defines."
    ),
    "known-substitutions": Field(
        "known_substitutions", setting_values.names, "Substitutions that something else defines."
    ),
    "known-options": Field(
        "known_options", setting_values.names, "Options of directives that something else defines."
    ),
    "select": Field(
        "select", WithContext(read_codes, CODES_SHAPE), "Report only these findings; empty means all."
    ),
    "ignore": Field("ignore", WithContext(read_codes, CODES_SHAPE), "Do not report these findings."),
    "severity": Field(
        "severities",
        WithContext(read_severities, SEVERITIES_SHAPE),
        "Severities by code, which go before those of the checks and of the gate.",
    ),
}
FIELDS: dict[str, Field] = {
    **_RULES,
    "template": Field(
        "template",
        setting_values.text,
        "The template: a built-in one or a file, from the folder of this one.",
    ),
    "profile": Field("profile", setting_values.text, 'The project whose profile is used, or "none".'),
}
PATH_OWN_FIELDS: dict[str, Field] = {
    "path": Field(
        "pattern", setting_values.path_pattern, "A pattern of paths, from the folder of this file."
    ),
    "spec": Field("is_spec", setting_values.boolean, "False for files that are no specs."),
    "newest": Field("newest", setting_values.boolean, "True where the gate opens only the newest release."),
    "template": Field(
        "templates",
        setting_values.texts,
        "The file's template, or several of which the first that exists serves.",
    ),
}
PATH_FIELDS: dict[str, Field] = {**_RULES, **PATH_OWN_FIELDS}

TABLES: Mapping[str, Mapping[str, Field]] = {
    PATHS: PATH_FIELDS,
    "sections": SECTION_FIELDS,
    "link": LINK_FIELDS,
    "header": HEADER_FIELDS,
    "fields": FIELD_RULE_FIELDS,
    "only-with": ONLY_WITH_FIELDS,
    "dated-link": DATED_LINK_FIELDS,
    "role-links": ROLE_LINK_FIELDS,
}
"""The fields of the tables below a key."""

NEEDED: Mapping[str, tuple[str, ...]] = {
    PATHS: ("path",),
    "sections": ("title",),
    "fields": ("name",),
    "only-with": ("value", "field", "any-of"),
    "dated-link": ("date", "address"),
    "role-links": ("role", "any-of"),
}
"""The keys without which a table is reported."""
