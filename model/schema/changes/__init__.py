"""Changes of a scenario: one way for the desk, ``with_changes``, ``--set`` and papermill's ``changes``."""
