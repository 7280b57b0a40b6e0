"""What the tab Library shows: registers of every kind, their columns and how they are counted."""
