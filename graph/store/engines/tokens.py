"""SPARQL as a flat list of tokens: enough to say what form a query has and to mend it for an engine, no grammar.

Joined again, the tokens give the text as it was, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>'''(?:\\.|(?!''')[\s\S])*'''|\"\"\"(?:\\.|(?!\"\"\")[\s\S])*\"\"\"
               |'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")
    |(?P<variable>[?$]\w+)
    |(?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w.:%-]|\\.)*(?<!\.)|@?[^\W\d_][\w-]*)
    |(?P<sign>&&|\|\||!=|<=|>=|\^\^|[\s\S])""",
    re.VERBOSE,
)
FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_COMPARES = frozenset({"=", "!=", "<", ">", "<=", ">=", "&&", "||", "IN"})
_TELLS = frozenset(
    {"EXISTS", "NOT", "BOUND", "REGEX", "CONTAINS", "STRSTARTS", "STRENDS", "ISIRI", "ISURI", "ISBLANK", "ISLITERAL"}
    | {"ISNUMERIC", "SAMETERM", "LANGMATCHES", "TRUE", "FALSE", "!", "XSD:BOOLEAN"}
)


def tokens(text: str) -> list[str]:
    """Every piece of the text, white space and comments too."""
    return [found[0] for found in TOKEN.finditer(text)]


def is_space(token: str) -> bool:
    """White space or a comment."""
    return token.isspace() or token.startswith("#")


def is_variable(token: str) -> bool:
    """A variable with its name."""
    return len(token) > 1 and token[0] in "?$"


def form_of(text: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; SELECT where none of them is found, and the engine says what is wrong."""
    return next((token.upper() for token in tokens(text) if token.upper() in FORMS), "SELECT")


def boolean_columns(text: str) -> frozenset[str]:
    """Variables that an expression gives a truth value: `BIND(?a = ?b AS ?v)`, `(EXISTS { … } AS ?v)`."""
    found = set()
    words = [token for token in tokens(text) if not is_space(token)]
    opened: list[int] = []
    for place, token in enumerate(words):
        if token in "([{":
            opened.append(place)
        elif token in ")]}" and opened:
            opened.pop()
        elif token.upper() == "AS" and opened and place + 1 < len(words) and is_variable(words[place + 1]):
            found |= {words[place + 1][1:]} if _is_boolean(words[opened[-1] + 1 : place]) else set()
    return frozenset(found)


def _is_boolean(expression: Sequence[str]) -> bool:
    parts = _arguments(expression)
    if len(parts) != 1 or not expression:
        return False
    depth = 0
    for token in expression:
        if depth == 0 and token.upper() in _COMPARES:
            return True
        depth += (token in "([{") - (token in ")]}")
    first = expression[0]
    if first.upper() in _TELLS:
        return True
    if first.upper() in {"IF", "COALESCE"}:
        return _is_boolean(_arguments(expression[2:-1])[-1])
    return first == "(" and _is_boolean(expression[1:-1])


def _arguments(expression: Sequence[str]) -> list[list[str]]:
    """The expression cut at the commas that stand in no bracket."""
    parts: list[list[str]] = [[]]
    depth = 0
    for token in expression:
        if token == "," and depth == 0:
            parts.append([])
            continue
        depth += (token in "([{") - (token in ")]}")
        parts[-1].append(token)
    return parts
