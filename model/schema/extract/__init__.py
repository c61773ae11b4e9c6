"""A payroll or HR extract, with a row for each person, read as the establishment: its columns, references and posts."""
