"""One file per tab, found by discovery; views do not know each other."""
