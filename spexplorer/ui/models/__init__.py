"""Item models over lists of records."""
