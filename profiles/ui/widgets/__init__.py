"""Widgets about indicators and profiles."""
