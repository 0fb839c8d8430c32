"""What is measured in places, and the profiles made of it. Stands on `mapping`."""
