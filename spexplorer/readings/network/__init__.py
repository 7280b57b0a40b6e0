"""What the tab Network shows: the picture ready to be drawn, where names stand, and all words."""
