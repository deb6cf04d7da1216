"""The findings of a spec after a conversion."""

from __future__ import annotations

from collections import Counter

from spec_ls.checks.run import Checked, check_promptly
from spec_ls.features.conversions.conversion import Conversion


def brings_no_finding(checked: Checked, conversion: Conversion) -> bool:
    """True if no code has more findings after a conversion than it has before."""
    now = check_promptly(checked.spec.after(conversion.edits))
    if checked.complete and not now.complete:
        return False
    return not _codes(now) - _codes(checked)


def _codes(checked: Checked) -> Counter[str]:
    return Counter(finding.code for finding in checked.findings)
