"""Across documents: which claims speak of the same inspection and the same person."""
