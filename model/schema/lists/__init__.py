"""Lists of posts and people as councils keep them: their headings, what a column means, and who must not be read."""
