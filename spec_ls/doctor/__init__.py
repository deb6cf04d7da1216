"""Examines the set-up for ``spec-ls doctor``: the installation, the server, and what serves a path."""
