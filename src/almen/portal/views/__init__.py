"""Pages of the boligorganisation's own door."""
