"""One schedule: what paints first, what comes when idle, what is imported on a worker."""
