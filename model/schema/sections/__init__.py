"""What an officer may write: a section of the scenario file a room."""
