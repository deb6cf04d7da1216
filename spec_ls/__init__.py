"""Language server and command for specs in reStructuredText."""

VERSION = "0.1.0"
"""The one place: the package's own version is read from here, since asking for that takes 20 ms."""
