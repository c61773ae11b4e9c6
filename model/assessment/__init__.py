"""All that is said of one scenario: its named quantities and results."""
