"""Community mapping: workshops, and what people draw in them."""
