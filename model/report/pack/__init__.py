"""The clearance pack: what Finance needs to clear a costing, what may be handed out, and the certificate."""
