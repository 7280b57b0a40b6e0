"""What the form of a record asks for, and how what is typed becomes a record."""
