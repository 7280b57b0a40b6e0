"""The only package that knows SQL: one SQLite file per library."""
