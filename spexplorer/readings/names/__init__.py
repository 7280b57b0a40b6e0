"""What the tab of names shows: who and what is named how often, in groups, and where places lie."""
