"""What is wrong with what was written, beyond the form of one value."""
