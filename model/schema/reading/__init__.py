"""The file as it was written: YAML, CSV and Excel with the place of every value, and faults in words."""
