"""Indicators: what is measured, where the figures come from, and the tables of them."""
