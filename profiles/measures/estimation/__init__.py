"""Net migration that nobody counted, from cohorts or from births and deaths."""
