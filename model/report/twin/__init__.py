"""The Excel twin of a costing: the same sums as live formulas, each with the value that the model gives it."""
