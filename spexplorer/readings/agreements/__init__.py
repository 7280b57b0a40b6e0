"""What the tab of agreements shows: lives, the register in its order, parties, relations, their words."""
