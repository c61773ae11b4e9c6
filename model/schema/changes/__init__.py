"""One mechanism of change: for the desk, ``with_changes``, ``--set`` and papermill's ``changes`` alike."""
