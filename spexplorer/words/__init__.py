"""Every word of labels, dates and messages, by a `tr` that is passed in. No Qt."""
