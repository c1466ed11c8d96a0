"""From claims and decisions to quads: what each passage says, what is known of documents, what all agree on."""

MAPPING = "2"
"""Raised whenever the same claims give other quads: a store written by another mapping is written again as a whole."""
