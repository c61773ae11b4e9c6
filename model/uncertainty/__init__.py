"""How much the figures change if what they depend on is different: sensitivity, stress and goal seek."""
