"""What numbers are made from: the published tables of a pack, origins, and other places beside."""
