"""Things every layer needs and that know nothing of the field: folders, errors, traces, cancelling."""
