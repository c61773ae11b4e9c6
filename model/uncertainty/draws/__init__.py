"""Draws: what is not known drawn many times over, each draw a scenario; and how sure that makes the figures."""
