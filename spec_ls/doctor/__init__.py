"""The set-up, for ``spec-ls doctor``: what runs here, what serves a path, and whether the server works."""
