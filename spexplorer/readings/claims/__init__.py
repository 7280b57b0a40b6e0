"""What the tab of claims shows: who says what, what supports it, and what stands against it."""
