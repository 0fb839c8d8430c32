"""Grids: statistics of raster cells by place."""
