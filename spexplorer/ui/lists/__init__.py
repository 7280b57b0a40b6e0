"""One table and one grouped list of records, for every tab."""
