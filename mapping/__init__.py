"""Where: places on a map. Knows nothing of migration, indicators or reports."""
