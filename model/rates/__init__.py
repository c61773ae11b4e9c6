"""Rates: facts with dates, status and source in CSV files, and the functions that look them up."""
