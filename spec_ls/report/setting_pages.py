"""The pages of settings' keys, in Markdown: for ``spec-ls explain KEY``, and for ``docs/settings.md``."""

from __future__ import annotations

from spec_ls.setting_texts import SETTING_TEXTS, TABLE_TEXTS, TABLES_WITHIN


def setting_page(key: str) -> str:
    """The page of a key on the first level: what it means, an example, and the keys of its tables."""
    words = SETTING_TEXTS[key]
    parts = [
        f"### {key}",
        f"{words.summary[0].upper()}{words.summary[1:]}.",
        f"```toml\n{words.example}\n```",
        words.more,
    ]
    for table in (key, *TABLES_WITHIN.get(key, ())):
        if table in TABLE_TEXTS:
            parts.append(f"Keys of `{table}`:" if table != key else "")
            parts.append(_table(table))
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(name: str) -> str:
    rows = (f"| `{key}` | {meaning} |" for key, meaning in TABLE_TEXTS[name].items())
    return "\n".join(("| key | meaning |", "|---|---|", *rows))
