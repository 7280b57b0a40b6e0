"""Soft Power Explorer: study and catalogue sources offline, every value traced to its sentence."""

__version__ = "0.1.0"
