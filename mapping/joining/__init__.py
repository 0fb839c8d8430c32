"""Joining a table to places: finds the key, matches, suggests, explains what is left."""
