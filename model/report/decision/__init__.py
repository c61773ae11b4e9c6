"""The short report that a decision rests on: its parts in words (``outline``), and the Word file (``document``)."""
