"""Structure charts, before and after: layout (where boxes go), drawing (SVG) and words (the chart as a list)."""
