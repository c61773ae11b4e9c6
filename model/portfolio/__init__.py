"""Many restructures of one establishment together: what each restructures, and the sums of their figures."""
