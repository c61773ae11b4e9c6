"""Why a structure costs what it does: the bridge, drivers, seats, outcomes, reconciliation."""
