"""Forms of the building pages."""
