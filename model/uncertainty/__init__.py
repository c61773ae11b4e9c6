"""How much the figures move if what they rest on is otherwise: sensitivity, stress and goal seek."""
