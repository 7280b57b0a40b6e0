"""Records that may be the same: found, compared, told apart for good, merged by a rule."""
