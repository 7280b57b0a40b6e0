"""Widgets. Knows the workspace, never the database."""
