"""Who pays and when: funds, one-off costs and payback, monitoring, the medium term."""
