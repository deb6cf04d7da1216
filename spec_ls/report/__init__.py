"""Writes findings and section trees as text for people and as JSON for programs."""
