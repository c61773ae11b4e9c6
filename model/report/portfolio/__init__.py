"""A portfolio presented: its tables, its page and its workbook."""
