"""One module a panel: what it shows of the desk, as plain values, and what may be done in it. No widget is made here.

Each has ``view(desk) -> dict``, which page.js draws, and ``ACTIONS``, by name, which an event of the page calls.
"""
