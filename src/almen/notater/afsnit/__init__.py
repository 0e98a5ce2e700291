"""The sections of the introduction, a module for each part of the area."""
