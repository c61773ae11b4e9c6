"""Why it costs that: the bridge, drivers, seats, outcomes, reconciliation."""
