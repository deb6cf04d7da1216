"""``python -m spec_ls``."""

import sys

from spec_ls.cli import main

sys.exit(main())
