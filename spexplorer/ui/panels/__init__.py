"""What stands about the tabs: facets, the record, the linked charts."""
