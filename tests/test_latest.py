"""A cache of a bounded size."""

from __future__ import annotations

from spec_ls.latest import Latest


def test_the_latest_stay() -> None:
    """Of more values than there may be, those go that were set first; one that is set again is new."""
    known = Latest[str, int](2)
    known["a"] = 1
    known["b"] = 2
    known["a"] = 3
    known["c"] = 4
    assert known == {"a": 3, "c": 4}
    assert "b" not in known
