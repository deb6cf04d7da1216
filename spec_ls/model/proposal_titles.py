"""Titles that proposals of many processes have, as data: what has none of them is no proposal's template."""

from __future__ import annotations

from spec_ls.model.title_similarity import folded_title

_TITLES = """\
Abstract
Alternatives
Alternatives considered
Backward compatibility
Backwards compatibility
Background
Copyright
Costs and drawbacks
Decision rationale
Dependencies
Design
Detailed description
Detailed design
Drawbacks
Effect and interactions
Future possibilities
How to teach this
Impacted components
Implementation
Implementation plan
Motivation
Motivation and scope
Open issues
Open questions
Prior art
Problem description
Problem statement
Proposal
Proposed change
Proposed change specification
Proposed solution
Rationale
Reference implementation
Rejected ideas
Related work
Security impact
Security implications
Specification
Unresolved questions
Usage and impact
Use cases
Work items
"""

PROPOSAL_TITLES = frozenset(map(folded_title, _TITLES.splitlines()))
"""The titles as ``folded_title`` gives them."""
