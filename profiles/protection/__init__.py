"""Disclosure control: what may be published is a type of its own."""
