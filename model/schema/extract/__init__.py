"""A payroll or HR extract, with a row a person, read as the establishment: its columns, references and posts."""
