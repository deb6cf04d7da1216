"""``python -m spec_ls``."""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036  # an editor may start any Python: it shows this line
    sys.stderr.write("spec-ls needs Python 3.11 or newer, and this is %d.%d\n" % sys.version_info[:2])  # noqa: UP031
    sys.exit(2)

try:
    folder = os.getcwd()
except OSError:  # it has been removed
    folder = ""
if not sys.flags.safe_path and sys.path[0] in ("", folder):
    # Python imports from the current folder first, which may be a repository with a docutils.py of its own.
    del sys.path[0]

try:
    from spec_ls.cli import main

    status = main()
except KeyboardInterrupt:  # while modules are loaded
    status = 130
sys.exit(status)
