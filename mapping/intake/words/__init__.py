"""The words of every reason the door can give."""
