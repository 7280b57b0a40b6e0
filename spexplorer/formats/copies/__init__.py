"""The text of a reader's own copy of a source, one file a format.

Offsets of a copy are code points of the text that is extracted here, end exclusive. Nothing is
fetched and nothing is run; sizes and times are bounded.
"""
