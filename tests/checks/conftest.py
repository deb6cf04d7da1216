"""The runner contains and logs what a check or fix raises; no test but that of the runner may see it."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _nothing_logged(caplog):
    """Fail a test in which a check or fix has failed."""
    yield
    records = caplog.get_records("call")  # those of now, when the test has ended, are others
    assert [record.getMessage() for record in records] == []
