"""What is left, what to look at first, and what would mend it."""
