"""What the statistics tab shows: figures by series, those that do not agree, how one came about."""
