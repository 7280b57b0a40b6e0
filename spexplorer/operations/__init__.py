"""The verbs a person performs; the command line and the window call the same ones. No Qt."""
