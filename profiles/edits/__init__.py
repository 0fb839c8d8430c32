"""What people add to a profile: comments, plans, the self-assessment of governance."""
