"""The panels of the page, a module each: what a panel shows of the desk, as plain values, and what can be done in it.

Each module has ``view(desk) -> dict``, which page.js draws, and ``ACTIONS``: by name, the functions that events of the
page call. No widget is made here.
"""
