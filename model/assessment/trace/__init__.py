"""How each figure was worked out, step by step, from the engine's own arrays."""
