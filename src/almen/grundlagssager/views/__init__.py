"""Pages of changes, analyses and proposals."""
