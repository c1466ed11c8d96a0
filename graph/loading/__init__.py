"""From outcomes of reading to a graph that is up to date, whatever dies on the way."""
