"""Tests of fingerprints and of finding passages again."""
