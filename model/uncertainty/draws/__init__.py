"""Draws: what is not known is drawn many times, each draw a scenario, to show how sure the figures are."""
