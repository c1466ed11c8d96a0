"""SERVICE, for the endpoints an operator has allowed: each block is asked of its endpoint before our own workers see the
query, and what it answers stands in its place as VALUES. So workers need no network, and a block can stand anywhere in a
query, but it is asked by itself: what is bound outside of it does not narrow it down.
"""

from __future__ import annotations

import contextlib
import json
import re
import threading
import time
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from itertools import pairwise
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox

from graph.errors import BadSetting, Unreadable
from graph.inputs.public_address import Network, checked
from graph.inputs.request import PORTS, Reply, ask
from server.query.failures import Forbidden, Refused, ServiceFailed
from server.query.guard import tokens

MOST_BLOCKS, MOST_ROWS, MOST_BYTES, AT_ONCE = 5, 10_000, 8 << 20, 4
RESULTS = "application/sparql-results+json"
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_VARIABLE = re.compile(r"\w+")
_places = threading.BoundedSemaphore(AT_ONCE)
"""Each holds a thread that waits for somebody else's server."""


def origins(setting: str) -> frozenset[str]:
    """The allowed origins, such as `https://example.org`, from a list with spaces; raises BadSetting."""
    return frozenset(_origin(each, listed=True) for each in setting.split())


@dataclass(frozen=True, slots=True)
class Block:
    """`SERVICE <endpoint> { body }` at a place in the text; `silent`: where it fails, the rest is answered."""

    start: int
    end: int
    endpoint: str
    body: str
    silent: bool


def without_services(text: str, allowed: frozenset[str], *, base: str, seconds: float) -> str:
    """The query with every block answered; raises Forbidden, Refused, ServiceFailed."""
    prologue, blocks = _blocks(text)
    for block in blocks:
        if _origin(block.endpoint) not in allowed:
            raise Forbidden(f"SERVICE <{block.endpoint}> is refused: it is not among the endpoints allowed here.")
    if not _places.acquire(blocking=False):
        raise Refused("Too many queries with SERVICE are under way.", retry_after=5.0)
    try:
        until = time.monotonic() + seconds
        for block in reversed(blocks):
            question = f"{f'BASE {ox.NamedNode(base)} ' if base else ''}{prologue}\nSELECT * WHERE {block.body}"
            values = _values(block, question, allowed, until - time.monotonic())
            text = f"{text[: block.start]}{values}{text[block.end :]}"
    finally:
        _places.release()
    return text


def _values(block: Block, question: str, allowed: frozenset[str], seconds: float) -> str:
    try:
        return _data(_ask(block.endpoint, f"{question} LIMIT {MOST_ROWS + 1}", allowed, seconds), block.endpoint)
    except Unreadable as error:
        problem = ServiceFailed(f"SERVICE <{block.endpoint}> gave no answer: {error}.")
    except ServiceFailed as error:
        problem = error
    if block.silent:
        return "{ }"
    raise problem


def _ask(endpoint: str, question: str, allowed: frozenset[str], seconds: float) -> Reply:
    if seconds <= 0:
        raise ServiceFailed("The time of the query was over before every SERVICE had answered.")
    parts = urlsplit(endpoint)
    address = checked(parts.hostname or "", PORTS["https"], _written_as_numbers(allowed))
    headers = {"User-Agent": "councilgraph (SERVICE)", "Accept": RESULTS, "Accept-Encoding": "gzip"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    body = urlencode({"query": question}).encode()
    reply = ask(endpoint, address, headers, seconds=seconds, size=MOST_BYTES, body=body)
    if reply.status != 200:
        raise ServiceFailed(f"SERVICE <{endpoint}> answered {reply.status}; redirections are not followed.")
    return reply


def _data(reply: Reply, endpoint: str) -> str:
    """The rows as a block of VALUES; terms are written by the engine, so that none can break out."""
    try:
        told = json.loads(reply.body)
        names = [name for name in told["head"]["vars"] if _VARIABLE.fullmatch(name)]
        rows = [[_term(row.get(name), endpoint) for name in names] for row in told["results"]["bindings"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ServiceFailed(f"SERVICE <{endpoint}> answered no table in {RESULTS}.") from error
    if len(rows) > MOST_ROWS:
        raise ServiceFailed(f"SERVICE <{endpoint}> gives more than {MOST_ROWS:,} rows; ask it for less.")
    lines = "\n".join(f"({' '.join(row)})" for row in rows)
    return f"{{ VALUES ({' '.join(f'?{name}' for name in names)}) {{ {lines} }} }}"


def _term(cell: dict[str, str] | None, endpoint: str) -> str:
    """A cell as SPARQL writes it; a blank node as an IRI below the endpoint, for data cannot hold one."""
    match cell:
        case None:
            return "UNDEF"
        case {"type": "uri", "value": str(value)}:
            return str(ox.NamedNode(value))
        case {"type": "bnode", "value": str(value)}:
            return str(ox.NamedNode(f"{_origin(endpoint)}/.well-known/genid/{value}"))
        case {"type": "literal" | "typed-literal", "value": str(value)}:
            datatype = ox.NamedNode(cell["datatype"]) if "datatype" in cell else None
            if "xml:lang" in cell:
                return str(ox.Literal(value, language=cell["xml:lang"]))
            return str(ox.Literal(value, datatype=datatype))
    raise ValueError("a cell is neither an IRI, a literal nor a blank node")


def _blocks(text: str) -> tuple[str, list[Block]]:
    """The prologue, and the blocks in their order."""
    if "\\u" in text or "\\U" in text:
        raise Forbidden("A query with SERVICE is refused when it spells characters as \\u.")
    pieces = [(kind, token) for kind, token in tokens(text)]
    starts = [0]
    for _, token in pieces:
        starts.append(starts[-1] + len(token))
    words = [at for at, (kind, _) in enumerate(pieces) if kind not in ("space", "comment")]
    first = next((at for at in words if pieces[at][1].upper() in _FORMS), len(pieces))
    prologue = text[: starts[first]]
    found: list[Block] = []
    for place, at in enumerate(words):
        if pieces[at][0] == "word" and pieces[at][1].upper() == "SERVICE":
            found.append(_block(text, pieces, starts, words[place:], prologue))
    if len(found) > MOST_BLOCKS:
        raise Forbidden(f"More than {MOST_BLOCKS} blocks of SERVICE are refused.")
    if any(later.start < block.end for block, later in pairwise(found)):
        raise Forbidden("SERVICE within SERVICE is refused.")
    return prologue, found


def _block(text: str, pieces: list[tuple[str, str]], starts: list[int], words: list[int], prologue: str) -> Block:
    shown = [pieces[at][1] for at in words[1:4]]
    silent = bool(shown) and shown[0].upper() == "SILENT"
    name, opening = [*shown[silent:], "", ""][:2]
    if opening != "{" or name[:1] in ("?", "$"):
        raise Forbidden("SERVICE is refused unless it names its endpoint: SERVICE <https://…> { … }.")
    depth = 0
    begin = words[2 + silent]
    for at in range(begin, len(pieces)):
        depth += (pieces[at][1] == "{") - (pieces[at][1] == "}")
        if not depth:
            body = text[starts[begin] : starts[at + 1]]
            return Block(starts[words[0]], starts[at + 1], _endpoint(name, prologue), body, silent)
    raise Forbidden("A block of SERVICE is not closed.")


def _endpoint(name: str, prologue: str) -> str:
    if name.startswith("<"):
        return name[1:-1]
    words = [token for kind, token in tokens(prologue) if kind not in ("space", "comment")]
    prefix, _, local = name.partition(":")
    for at in range(len(words) - 2):
        if words[at].upper() == "PREFIX" and words[at + 1] == f"{prefix}:":
            return words[at + 2][1:-1] + local
    raise Forbidden(f"SERVICE {name} is refused: its prefix is not declared.")


def _origin(address: str, *, listed: bool = False) -> str:
    """Scheme, host and port; empty for what is no address, BadSetting where it stands in the list."""
    try:
        parts = urlsplit(address)
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError:
        scheme, host, port = "", None, None
    bare = listed and (parts.path.strip("/") or parts.query or parts.fragment)
    if scheme not in PORTS or not host or "@" in address or bare:
        if listed:
            raise BadSetting(f"{address!r} is no origin; SERVICE is allowed to such as https://example.org.")
        return ""
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}" + (f":{port}" if port and port != PORTS[scheme] else "")


def _written_as_numbers(allowed: frozenset[str]) -> tuple[Network, ...]:
    """Networks that an operator has written down as such: only they may be private, never what a name leads to."""
    found = []
    for origin in allowed:
        with contextlib.suppress(ValueError):
            found.append(ip_network(ip_address(urlsplit(origin).hostname or "")))
    return tuple(found)
