"""Conversions of markup that an author asks for: one form into another that says the same."""
