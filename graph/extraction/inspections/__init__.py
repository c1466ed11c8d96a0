"""The inspections a document tells of, and which grade belongs to which of them."""
