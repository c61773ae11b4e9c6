"""Who is in which post from when to when, and at what point."""
