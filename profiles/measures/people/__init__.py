"""Who moves, where they were born, and what they send home."""
