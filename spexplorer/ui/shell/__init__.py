"""The window: tabs, menus, commands, status, search field, dialogs; the only place that knows it."""
