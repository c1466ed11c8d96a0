"""Which updates give the same graph wherever they are carried out, so that a copy in memory can follow the store by replaying
them. Whatever makes a new name, depends on the moment, or picks some of several rows, is not among them.
"""

from __future__ import annotations

from server.query.guard import tokens

_BY_CHANCE = frozenset({"RAND", "UUID", "STRUUID", "NOW", "BNODE", "SELECT", "SERVICE", "LOAD"})


def is_replayable(text: str) -> bool:
    """Errs on the side of no: brackets that may stand for a blank node count as one."""
    if "\\u" in text or "\\U" in text:
        return False
    callable_before = False
    for kind, token in tokens(text):
        if kind in ("space", "comment"):
            continue
        if token.startswith(("_:", "[")) or (kind == "word" and token.upper() in _BY_CHANCE):
            return False
        if token == "(" and not callable_before:
            return False
        callable_before = kind == "operator" or token == "(" or (kind == "word" and token != "a")
    return True
