"""Writes the parts of the pages that are made from code: ``python -m tests.docs``."""

from __future__ import annotations

from .generated import DOCS, pages


def main() -> None:
    """Write each page that is not as it should be; delete pages of checks that are gone."""
    wanted = pages()
    for path, text in wanted.items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8", newline="\n")
            print(f"wrote {path}")
    for path in sorted((DOCS / "checks").glob("*.md")):
        if path not in wanted:
            path.unlink()
            print(f"deleted {path}")


if __name__ == "__main__":
    main()
