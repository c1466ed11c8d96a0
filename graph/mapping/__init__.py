"""From claims and decisions to quads: what each passage says, what is known of documents, what all agree on."""
