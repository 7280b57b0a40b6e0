"""Citations formatted by CSL styles: the styles there are, pandoc that applies them, documents for it."""
