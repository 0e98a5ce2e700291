"""What can be done with areas and their figures: one function a use case, and the only place that writes."""
