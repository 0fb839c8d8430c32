"""Boundary sets: polygons of one administrative level, and the packs they come in."""
