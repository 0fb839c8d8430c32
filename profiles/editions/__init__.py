"""Profiles that were written: checked against the tables, and compared with each other."""
