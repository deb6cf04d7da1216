"""The command as a user starts it in a terminal, where Ctrl-C ends it."""

from __future__ import annotations

import sys

_PROGRAM = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # background jobs inherit that it is ignored
from spec_ls.cli import main
sys.exit(main())
"""

COMMAND = (sys.executable, "-c", _PROGRAM)
"""``spec-ls`` that a SIGINT reaches, also if the tests run where it is ignored."""
