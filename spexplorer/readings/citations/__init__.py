"""The apparatus of a source as the tab Citations shows it: read, put together and worded. No Qt."""
