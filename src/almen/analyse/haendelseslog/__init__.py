"""The event log: the decision log in the open formats that process mining reads. See `kilde` for what it never holds."""
