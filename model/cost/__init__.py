"""What every timeline costs, month by month and person by person."""
