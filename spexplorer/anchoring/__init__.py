"""Fingerprints of passages, and finding the passages again in a reader's copy."""
