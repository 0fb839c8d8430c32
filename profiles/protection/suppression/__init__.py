"""Which figures to hide beyond the small ones, and what an outsider can still work out."""
