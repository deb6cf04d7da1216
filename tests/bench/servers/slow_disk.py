"""Our own server on a disk that takes its time: each look at a path, and each file opened, waits first."""

from __future__ import annotations

import builtins
import os
import sys
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

_MILLISECONDS = 20


def slow(look: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(look)
    def after_a_while(*arguments: Any, **options: Any) -> Any:
        time.sleep(_MILLISECONDS / 1000)
        return look(*arguments, **options)

    return after_a_while


def main() -> int:
    from spec_ls.cli import main as command
    from spec_ls.lsp import session, transport, warmup  # noqa: F401  # modules are on a disk, too

    for name in ("stat", "lstat", "access", "scandir", "listdir", "readlink"):
        setattr(os, name, slow(getattr(os, name)))
    builtins.open = slow(builtins.open)
    return command(["server"])


if __name__ == "__main__":
    sys.exit(main())
