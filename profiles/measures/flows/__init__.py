"""Measures of one origin-destination matrix: margins, indices, inequality, streams, distance."""
