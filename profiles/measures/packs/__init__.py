"""Figures of a pack that follow from others, and of larger places from smaller ones."""
