"""Measurements of what must be quick: run by hand, never by the tests."""
