"""Everything that one matrix of flows says, with a reason wherever a figure is undefined."""
