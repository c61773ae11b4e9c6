"""The rules of pay: grades, salaries, increments, assimilation, protection, on-costs, what leaving costs."""
