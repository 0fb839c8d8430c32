"""Whether like lies beside like, and rates of small places."""
