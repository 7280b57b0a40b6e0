"""Tests of the bundled library's text sources."""
