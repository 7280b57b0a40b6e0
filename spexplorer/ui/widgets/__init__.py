"""Pieces that several views use."""
