"""How each figure was worked out, step by step, out of the engine's own arrays."""
