"""Rates as facts with date, status and source, and where they are looked up."""
