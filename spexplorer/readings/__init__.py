"""What each tab shows, read and worded as values. No Qt."""
