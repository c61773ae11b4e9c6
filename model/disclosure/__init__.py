"""What may be published, and what public figures would reveal."""
