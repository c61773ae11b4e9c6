"""How results are presented: tables, charts, the page, the notebook run and the pack."""
