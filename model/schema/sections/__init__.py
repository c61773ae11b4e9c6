"""What an officer may write in a scenario file: each section in a module of its own."""
