"""School buy-back: what customers are charged, what they must pay for a change, and what happens when they leave."""
