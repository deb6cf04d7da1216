"""Edits that fixes and completion are made of: headings, whole sections, wrapped paragraphs."""
