"""Papers about people: the staff annex with data for letters, and the page for the recognised unions."""
