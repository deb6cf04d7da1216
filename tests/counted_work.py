"""How much work Python does, counted: unlike its time, the same each time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def bytecodes(work: Callable[[], object]) -> int:
    """How many of Python's bytecodes a piece of work takes."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> object:
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
