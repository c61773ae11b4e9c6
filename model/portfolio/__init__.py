"""Many restructures of one establishment added up: who claims what, and the sums of the single runs' own figures."""
