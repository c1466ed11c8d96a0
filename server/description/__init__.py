"""What the service says of itself to machines: the dataset, what is in it, how to ask, with examples that work."""
