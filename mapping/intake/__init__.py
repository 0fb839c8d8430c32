"""The one door for files from outside."""
