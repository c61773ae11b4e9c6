"""What blocks clearance, and what is disclosed."""
