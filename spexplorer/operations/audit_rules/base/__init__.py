"""What audit rules are made with."""
