"""The linked charts, one file each, found by discovery. They know data, not drawing."""
