"""Theme, fonts, icons and text size."""
