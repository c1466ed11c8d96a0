"""A read-only Model Context Protocol server: agents search, describe, ask saved questions and SPARQL, within the same limits
as everybody else. Needs the optional extra `councilgraph[mcp]`; nothing else imports this package.
"""
