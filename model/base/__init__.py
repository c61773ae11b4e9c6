"""What everything rests on: money, faults, the financial year, a check, a named quantity."""
