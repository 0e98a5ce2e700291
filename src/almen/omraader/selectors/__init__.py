"""What can be asked about areas. Public facts and sums: the callers settle who sees the page."""
