"""The report as a Word annex, and as a tagged PDF of it."""
