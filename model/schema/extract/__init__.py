"""A payroll or HR extract, a row a person, as the establishment: its columns, its references, its posts."""
