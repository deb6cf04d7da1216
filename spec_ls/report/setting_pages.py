"""The pages of settings' keys, in Markdown: for ``spec-ls explain KEY``, and for ``docs/settings.md``."""

from __future__ import annotations

from collections.abc import Mapping

from spec_ls.setting_fields import ABOUT_PATHS, FIELDS, MARKS, OF_FILES, PATH_OWN_FIELDS, PATHS, TABLES
from spec_ls.setting_texts import EXAMPLES, NOTES

ABOUT: Mapping[str, str] = {
    **{key: field.about for key, field in {**FIELDS, **OF_FILES, **MARKS}.items()},
    PATHS: ABOUT_PATHS,
}
"""What each key of the first level is for, in a sentence."""

_WITHIN: Mapping[str, tuple[str, ...]] = {"header": ("fields", "only-with", "dated-link")}
"""Tables within the table of a key, which its page describes, too."""


def setting_page(key: str) -> str:
    """The page of a key on the first level: what it is for, an example, and the keys of its tables."""
    parts = [f"### {key}", ABOUT[key], f"```toml\n{EXAMPLES[key]}\n```"]
    if key in NOTES:
        parts.append(NOTES[key])
    for table in (key, *_WITHIN.get(key, ())):
        if table in TABLES:
            parts += [f"Keys of `{table}`:", _table(table)]
    return "\n\n".join(parts) + "\n"


def _table(name: str) -> str:
    fields = PATH_OWN_FIELDS if name == PATHS else TABLES[name]
    rows = (f"| `{key}` | {field.about} |" for key, field in fields.items())
    return "\n".join(("| key | meaning |", "|---|---|", *rows))
