"""What was published before, and what one more release would tell."""
