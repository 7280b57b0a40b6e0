"""Forms: editors by the shape of a field, and the form of a record that is made of them."""
