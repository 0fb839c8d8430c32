"""Renderers of a profile: one module a format."""
