"""Lists of posts and people as councils keep them: headings, the meaning of a column, and columns never read."""
