"""Migration measures: pure functions, each with its unit and source."""
