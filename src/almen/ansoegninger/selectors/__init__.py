"""What can be asked about applications, submissions and requests."""
