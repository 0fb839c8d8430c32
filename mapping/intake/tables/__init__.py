"""Tables looked at: where the rows begin, and what in them could mislead."""
