"""What all tabs share: the link state, the library being read, tasks and settings. QtCore only."""
