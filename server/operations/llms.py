"""/llms.txt: what a language model needs to ask this service well, with every saved question by name."""

from __future__ import annotations

import re
from pathlib import Path

from graph.saved_query import SavedQuery, saved_queries
from server.operations.table import tables

_TEXT = Path(__file__).with_name("llms.txt")


def guide(root: str) -> str:
    """The text with this service's addresses in it."""
    questions = "\n".join(_question(root, query) for query in saved_queries().values())
    files = "\n".join(f"- [{table.key}]({root}/downloads/latest/{table.key}): {table.row}" for table in tables())
    text = _TEXT.read_text(encoding="utf-8")
    return text.replace("{root}", root).replace("{questions}", questions).replace("{tables}", files)


def _question(root: str, query: SavedQuery) -> str:
    parameters = "; ".join(f"{each.name}={each.example}" for each in query.parameters)
    ending = "ttl" if re.search(r"^(CONSTRUCT|DESCRIBE)\b", query.text, re.MULTILINE) else "json"
    return f"- [{query.name}]({root}/query/{query.name}.{ending}): {query.question}" + (
        f" ({parameters})" if parameters else ""
    )
