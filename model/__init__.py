"""Workforce cost model: from Spinal Column Points to a cleared restructure."""

__version__ = "0.2.0"
