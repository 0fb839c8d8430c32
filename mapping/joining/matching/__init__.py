"""What each row is: matched, suggested or left."""
