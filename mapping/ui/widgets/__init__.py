"""Widgets about places."""
