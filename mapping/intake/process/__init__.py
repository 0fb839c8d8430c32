"""The process of its own in which a file from outside is opened."""
