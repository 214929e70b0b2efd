"""The small public process: the chat page (and, later, files to take away)."""
