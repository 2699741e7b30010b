"""The bell of open pages: it rings when there is news to ask for, and says nothing else (server-sent events)."""
