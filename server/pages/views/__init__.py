"""One blueprint a file, each with the pages of one kind of thing."""
