"""``python -m spec_ls``."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  # an editor may start any Python: it shows this line
    sys.stderr.write("spec-ls needs Python 3.11 or newer, and this is %d.%d\n" % sys.version_info[:2])  # noqa: UP031
    sys.exit(2)

from spec_ls.cli import main

sys.exit(main())
