"""The runner contains and logs what a check or fix raises; here nothing may be raised at all."""

from __future__ import annotations

import logging

import pytest
from hypothesis import settings

settings.register_profile("long", max_examples=2_500, deadline=None)


class _Loud(logging.Handler):
    def emit(self, record):
        raise AssertionError(record.getMessage()) from (record.exc_info[1] if record.exc_info else None)


@pytest.fixture(autouse=True, scope="module")
def _loud():
    """Turn what is logged into a failure."""
    handler, logger = _Loud(logging.WARNING), logging.getLogger("spec_ls")
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)
