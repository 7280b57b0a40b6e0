"""What the tab Compare shows: the records of two periods, or two records value by value."""
