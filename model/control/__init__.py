"""Who cleared what, and when: the control sheet, the log of clearances, and whether a signed pack is unchanged."""
