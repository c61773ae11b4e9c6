"""Who cleared what, and when: the control sheet, the log of clearances, and whether a pack is as it was signed."""
