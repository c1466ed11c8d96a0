"""Which councils a place in a document is about."""
