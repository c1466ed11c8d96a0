"""Queries mended for an engine, token by token, so that callers see the same dataset everywhere."""

from __future__ import annotations

from collections.abc import Iterable

from graph.errors import BadQuery
from graph.store.engines.tokens import is_space, is_variable, tokens

_OPPOSITE = {"<=": ">", ">=": "<"}
_OPENS, _CLOSES = frozenset({"(", ",", "&&", "||"}), frozenset({")", ",", "&&", "||"})
OWN = "councilgraph_graph_"


def without_graphs(text: str, hidden: Iterable[str]) -> str:
    """The query with `GRAPH ?g` ranging over all named graphs but the hidden ones."""
    listed = ", ".join(f"<{iri}>" for iri in sorted(hidden))
    parts = tokens(text)
    for place, token in enumerate(parts):
        if token.upper() == "GRAPH" and is_variable(name := _next(parts, place)):
            parts[place] = f"FILTER({name} NOT IN ({listed})) {token}"
    return "".join(parts)


def with_variable_graphs(text: str) -> str:
    """`GRAPH <g>` as `GRAPH ?graph…` and a filter: Virtuoso finds nothing in the first once it is told a default graph."""
    parts = tokens(text)
    for place, token in enumerate(parts):
        if token.upper() == "GRAPH" and _is_predicate(name := _next(parts, place)):
            variable = f"?{OWN}{place}"
            parts[place] = f"FILTER({variable} = {name}) {token}"
            parts[parts.index(name, place + 1)] = variable
    return "".join(parts)


def with_plain_optional_steps(text: str) -> str:
    """`a/b?` as `(a|(a/b))`: Virtuoso loses rows of the first where the end of the path is known."""
    parts = tokens(text)
    words = _words(parts)
    for number in range(len(words) - 3):
        first, slash, second, mark = (parts[words[number + step]] for step in range(4))
        if (slash, mark) == ("/", "?") and _is_predicate(first) and _is_predicate(second):
            _put(parts, words[number], words[number + 3], f"({first}|({first}/{second}))")
    return "".join(parts)


def with_plain_comparisons(text: str) -> str:
    """`?a <= x` as `!(?a > x)`: Virtuoso finds no day that is earlier than or the same as another."""
    parts = tokens(text)
    words = _words(parts)
    for at in range(len(words)):
        if (opposite := _OPPOSITE.get(parts[words[at]])) is None:
            continue
        before, after = _operand(parts, words[:at][::-1]), _operand(parts, words[at + 1 :])
        if before and after and parts[before[1]] in _OPENS and parts[after[1]] in _CLOSES:
            parts[words[at]] = opposite
            parts[before[0]] = f"!({parts[before[0]]}"
            parts[after[0]] = f"{parts[after[0]]})"
    return "".join(parts)


def _operand(parts: list[str], words: list[int]) -> tuple[int, int] | None:
    """The last word of the variable or literal that comes first, and the word behind it; None for anything else."""
    told = [parts[place] for place in words[:4]]
    for length in (1, 3):
        inner = told[:length] if len(told) > length else []
        typed = length == 3 and "^^" in inner and any(token[0] in "\"'" for token in inner)
        if inner and (typed or (length == 1 and is_variable(inner[0]))):
            return words[length - 1], words[length]
    return None


def rows_behind(text: str) -> str:
    """A query that constructs, as the SELECT of the rows it constructs from."""
    parts = tokens(text)
    start = next(place for place, token in enumerate(parts) if token.upper() == "CONSTRUCT")
    end = start
    if _next(parts, start) == "{":
        depth, end = 1, parts.index("{", start)
        while depth and end + 1 < len(parts):
            end += 1
            depth += (parts[end] == "{") - (parts[end] == "}")
    return "".join([*parts[:start], "SELECT *", *parts[end + 1 :]])


def dataset_clauses(text: str) -> tuple[bool, bool]:
    """Does the query name default graphs (`FROM`), does it name named graphs (`FROM NAMED`)?"""
    parts = tokens(text)
    after = [_next(parts, place).upper() for place, token in enumerate(parts) if token.upper() == "FROM"]
    return any(word != "NAMED" for word in after), "NAMED" in after


def _is_predicate(token: str) -> bool:
    return token == "a" or (len(token) > 1 and (token[0] == "<" or (":" in token and token[0] not in "\"'")))


def _words(parts: list[str]) -> list[int]:
    """The places of all but white space and comments."""
    return [place for place, token in enumerate(parts) if not is_space(token)]


def _put(parts: list[str], first: int, last: int, text: str) -> None:
    """One text in place of several parts, of which none moves."""
    parts[first : last + 1] = [text, *[""] * (last - first)]


def _next(parts: list[str], place: int) -> str:
    return next((token for token in parts[place + 1 :] if not is_space(token)), "")


def with_bound_starts(text: str) -> str:
    """`VALUES ?v { x } ?v p* ?w` with `BIND(x AS ?v)`: from the first, Virtuoso starts everywhere.

    BadQuery where there are several values, or where they do not open their group: its answer would be wrong.
    """
    parts = tokens(text)
    words = _words(parts)
    starts = {parts[words[at]] for at in range(len(words)) if _starts_optional_path(parts, words[at:])}
    for at in range(len(words) - 4):
        keyword, name, brace, term, end = (parts[words[at + step]] for step in range(5))
        if keyword.upper() != "VALUES" or name not in starts:
            continue
        if brace != "{" or end != "}" or not _opens_group([parts[place] for place in words[:at]]):
            raise BadQuery(
                f"This engine cannot follow a path with * or ? from {name}: give it one value, first in its group."
            )
        _put(parts, words[at], words[at + 4], f"BIND({term} AS {name})")
    return "".join(parts)


def _starts_optional_path(parts: list[str], rest: list[int]) -> bool:
    """Is the first of these words a variable from which a path may be followed no step at all?"""
    if not is_variable(parts[rest[0]]):
        return False
    wanted, optional = True, False
    for place in rest[1:]:
        token = parts[place]
        if wanted and (token in "(^!" or _is_predicate(token)):
            wanted = token in "(^!"
        elif not wanted and token in "|/)*+?":
            wanted, optional = token in "|/", optional or token in "*?"
        else:
            break
    return optional and not wanted


def _opens_group(before: list[str]) -> bool:
    """Is there nothing but blocks of VALUES, or BINDs made of them, between the last brace and here?"""
    while before and before[-1] == "}":
        start = len(before) - 1 - before[::-1].index("{")
        if start < 2 or before[start - 2].upper() != "VALUES":
            return False
        before = before[: start - 2]
    return bool(before) and (before[-1] == "{" or before[-1].startswith("BIND("))
