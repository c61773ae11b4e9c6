"""The scenario file: its sections, frozen and validated."""
