"""Shapes looked at: where they lie, and whether they are valid."""
