"""Who is named in a document, and which post each person held."""
