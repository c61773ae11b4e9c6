"""Many scenarios costed in one go: a folder, a list of files, or every combination of some changes."""
