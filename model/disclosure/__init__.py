"""What may be told in public, and what public figures would reveal."""
