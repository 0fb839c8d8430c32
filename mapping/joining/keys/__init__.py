"""Which columns say what place a row is about: codes, names and what lies above."""
