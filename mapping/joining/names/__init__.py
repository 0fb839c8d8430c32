"""Names of places: as they are compared, and how alike two are."""
