"""The clearance pack: what Finance clears by, what may be handed out, and the certificate to sign by."""
