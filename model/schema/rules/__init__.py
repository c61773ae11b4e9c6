"""Faults beyond the form of a single value."""
