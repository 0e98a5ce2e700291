"""Pages of parameters, administrationsgrundlag and routes."""
