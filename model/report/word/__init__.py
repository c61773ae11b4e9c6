"""The report as a Word annex, and a tagged PDF of the annex."""
