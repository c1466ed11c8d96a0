"""How text becomes graph: reading, extraction, resolution, mapping and the store that keeps it all."""
