"""What is put in front of people: tables, charts, the page, the notebook run and the pack."""
