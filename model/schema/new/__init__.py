"""A first scenario, from questions."""
