"""A document laid out for the rules: its sentences, and what the whole of it is about."""
