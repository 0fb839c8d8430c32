"""What people drew beside the figures: where it is, what it says, and how it is handed back."""
