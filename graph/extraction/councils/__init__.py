"""Which councils a document names, by their names or by the places that stand for them."""
