"""Leaves out the findings of a spec that are known from before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from spec_ls.checks.causes import known_causes
from spec_ls.checks.run import Checked
from spec_ls.findings import Finding

_Key = TypeVar("_Key")


def without_known(
    checked: Checked, known: Mapping[_Key, int], key_of: Callable[[Finding[Any]], _Key]
) -> tuple[Checked, int]:
    """The check without findings that are known, each as often as is said; and how many these were.

    What follows from a finding that is left out stands for itself.
    """
    left, new = Counter(known), list[Finding[Any]]()
    for finding in checked.findings:
        key = key_of(finding)
        left[key] -= 1
        if left[key] < 0:
            new.append(finding)
    return replace(checked, findings=tuple(known_causes(new))), len(checked.findings) - len(new)
