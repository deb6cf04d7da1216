"""Hypothesis profiles: ``pytest tests/rst --hypothesis-profile=long`` tries far more texts."""

from hypothesis import settings

settings.register_profile("long", max_examples=2_500, deadline=None)
