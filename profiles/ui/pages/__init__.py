"""Pages about indicators and profiles."""
