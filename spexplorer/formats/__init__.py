"""One file per interchange format; each turns domain records into bytes or back."""
