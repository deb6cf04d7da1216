"""doc8's rule on long lines (2.x, check D001): which lines it lets pass though they are over the limit."""

from spec_ls.doc8.exempt import exempt_lines

__all__ = ["exempt_lines"]
