"""The tables of the report: each module makes those of one subject, from an assessment."""
