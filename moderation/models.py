"""How we read each other."""
