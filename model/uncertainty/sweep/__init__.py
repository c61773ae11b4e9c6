"""Many scenarios costed in one run: a folder, a list of files, or every combination of some changes."""
