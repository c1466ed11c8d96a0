"""Where sources come from: files, folders, archives, JSON Lines, web archives, feeds and the web; see graph.inputs.opening."""
