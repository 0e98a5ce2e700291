"""The public pages: what anybody may read."""
