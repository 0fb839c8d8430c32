"""From bytes to cells and shapes: a reader a format."""
