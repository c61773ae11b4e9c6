"""The charts of the report: what is drawn, and the browser page that draws it."""
