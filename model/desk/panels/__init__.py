"""The panels of the page, a module for each: what the panel shows, as plain values, and what can be done in it.

Each module has ``view(desk) -> dict``, which page.js draws, and ``ACTIONS``: the functions that events of the page
call, by name. No widget is made here.
"""
