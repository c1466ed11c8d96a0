"""The councils of the United Kingdom, and whom a name in running text means."""
