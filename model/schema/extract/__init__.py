"""A payroll or HR extract, a row for each person, as the establishment: its columns, references and posts."""
