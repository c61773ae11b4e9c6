"""The one way to change a scenario, for the desk, ``with_changes``, ``--set`` and papermill's ``changes``."""
