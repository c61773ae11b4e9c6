"""Draws: unknown values are drawn many times, to show how sure the figures are. Each draw is a scenario."""
