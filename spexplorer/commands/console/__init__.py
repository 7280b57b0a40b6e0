"""What commands have in common: their words, what they print, the trace."""
