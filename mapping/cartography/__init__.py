"""What to draw, as data: classes, colours, layers. Nothing here draws."""
