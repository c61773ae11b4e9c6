"""The checks: what blocks clearance, and what is only disclosed."""
