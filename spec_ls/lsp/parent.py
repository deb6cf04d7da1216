"""Ending the server when the editor that started it is gone (LSP 3.17, ``InitializeParams.processId``)."""

from __future__ import annotations

import logging
import os
import select
import sys
import threading

log = logging.getLogger(__name__)

_INTERVAL = 0.5
"""Seconds between two checks, where the system does not tell of a process's end."""


def watch(process_id: int) -> None:
    """End this process soon after another one ends.

    A number that names no process at first is not watched: the client may run where process numbers differ,
    outside of a container for example.
    """
    if is_alive(process_id):
        threading.Thread(target=_wait, args=(process_id,), name="parent", daemon=True).start()
    else:
        log.warning("the client's process %d is not visible here, it is not watched", process_id)


def is_alive(process_id: int) -> bool:
    """Whether a process of this number exists; the calling process may have no rights over it."""
    if process_id <= 0:
        return False
    if sys.platform == "win32":
        return _is_alive_on_windows(process_id)
    try:
        os.kill(process_id, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _wait(process_id: int) -> None:
    if not _wait_for_news(process_id):
        pause = threading.Event()
        while is_alive(process_id):
            pause.wait(_INTERVAL)
    log.warning("the client's process %d ended without a word, so the server ends, too", process_id)
    os._exit(1)  # nothing is open that a clean end would save


def _wait_for_news(process_id: int) -> bool:
    """Wait until the system tells that a process has ended; False if it cannot tell (Linux can)."""
    if sys.platform != "linux":
        return False
    try:
        descriptor = os.pidfd_open(process_id)
    except (OSError, AttributeError):  # an old kernel, or a Python for one
        return False
    news = select.poll()
    news.register(descriptor, select.POLLIN)
    news.poll()
    os.close(descriptor)
    return True


if sys.platform == "win32":

    def _is_alive_on_windows(process_id: int) -> bool:
        """``os.kill`` would end the process there."""
        import ctypes

        synchronize, timed_out, denied = 0x0010_0000, 0x102, 5
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = ctypes.c_void_p
        handle = ctypes.c_void_p(kernel.OpenProcess(synchronize, False, process_id))
        if not handle.value:
            return ctypes.get_last_error() == denied
        try:
            return bool(kernel.WaitForSingleObject(handle, 0) == timed_out)
        finally:
            kernel.CloseHandle(handle)
