"""Everything about one scenario: its assessment, named quantities and results."""
