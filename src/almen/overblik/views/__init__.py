"""Pages of the overview: front page and search, and the calendar."""
