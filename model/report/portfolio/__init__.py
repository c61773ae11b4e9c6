"""How a portfolio is presented: its tables, its page and its workbook."""
