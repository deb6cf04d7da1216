"""Formatting: of a whole document or a part of it, and while it is typed."""
