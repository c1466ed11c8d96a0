"""Looks at a query or update before any parser does: size, nesting, number of clauses, words that call out.

The parser recurses, so that ten kilobytes of braces end its process; and it has no switch for SERVICE and LOAD. The
scan is one linear pass over tokens. It need not be exact: a text that slips through costs one disposable worker that
has no network. Most texts hold so few brackets and operators, and none of those words, that counting characters is
enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from server.query.failures import Forbidden, TooComplex

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<comment>\#[^\n\r]*)
      | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
                 | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
      | (?P<variable>[?$]\w+)
      | (?P<name>(?:_|[^\W\d_][\w.-]*)?:(?:[\w:.%-]|\\.)* | @[A-Za-z][A-Za-z-]*)
      | (?P<word>[A-Za-z_]\w*)
      | (?P<open>[{(\[]|<<\(?)
      | (?P<close>[})\]]|\)?>>)
      | (?P<operator>&&|\|\||[|/*+!^=<>-])
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_PIECE = re.compile(
    r"""\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' | <[^<>"{}|^`\x00-\x20]*> | \#[^\n\r]*
      | [{}()\[\]] | (?:[^\s"'<\#{}()\[\]\\]|\\.)+ | \S""",
    re.VERBOSE | re.DOTALL,
)
"""What white space may stand between, or not, without a difference."""
_IRI_WITH_HASH = re.compile(r"<[^<>\s#]*#[^<>\s#]*>")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_CLAUSES = frozenset({"UNION", "OPTIONAL", "MINUS", "BIND", "FILTER", "EXISTS", "GRAPH", "SELECT", "LATERAL", "IF"})
_CHANGING = frozenset({"RAND", "UUID", "STRUUID", "NOW", "BNODE", "SERVICE"})
_NOTABLE = ("LOAD", "RAND", "UUID", "NOW", "BNODE", "SERVICE")
_OPENING, _OPERATORS = ("{", "(", "[", "<<"), "&|/*+!^=<>-"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a text may hold; the engine bears about three times as much of each."""

    characters: int = 100_000
    depth: int = 100
    clauses: int = 800
    operators: int = 1_000
    services: frozenset[str] = frozenset()
    """Origins to which SERVICE may lead."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A text that passed: `normal` has comments and needless white space taken out, for comparing."""

    text: str
    normal: str
    repeatable: bool
    """Whether the same data always give the same answer: no RAND, UUID, NOW, BNODE or SERVICE in it."""
    calls_out: bool
    """Whether there is a SERVICE in it, which is for server.query.federation to answer."""


@lru_cache(maxsize=1024)
def check_query(text: str, bounds: Bounds) -> Checked:
    """The query, found harmless enough to parse; raises TooComplex or Forbidden."""
    return _check(text, bounds, "query")


def check_update(text: str, bounds: Bounds) -> Checked:
    """The same for an update, which is not remembered since it may be large."""
    return _check(text, bounds, "update")


def _check(text: str, bounds: Bounds, what: str) -> Checked:
    if len(text) > bounds.characters:
        raise TooComplex(f"The {what} has {len(text):,} characters; the limit is {bounds.characters:,}.")
    if _is_plain(text, bounds):
        return Checked(text, _normal(text), repeatable=True, calls_out=False)
    if "\\u" in text or "\\U" in text:
        _Scan(bounds, what).run(_unescaped(text))
    scan = _Scan(bounds, what)
    scan.run(text)
    return Checked(text, _normal(text), scan.repeatable, scan.calls_out)


def _is_plain(text: str, bounds: Bounds) -> bool:
    """Whether a look at its characters shows that nothing in it can be too much or is forbidden."""
    capitals = text.upper()
    return (
        "\\" not in text
        and not any(word in capitals for word in _NOTABLE)
        and sum(map(text.count, _OPENING)) <= bounds.depth
        and (len(text) <= bounds.operators or sum(map(text.count, _OPERATORS)) <= bounds.operators)
        and (len(text) <= bounds.clauses or sum(map(capitals.count, _CLAUSES)) <= bounds.clauses)
    )


def _normal(text: str) -> str:
    if '"' in text or "'" in text or text.count("#") != len(_IRI_WITH_HASH.findall(text)):
        return " ".join([piece for piece in _PIECE.findall(text) if piece[0] != "#"])
    return " ".join(text.split())  # neither strings nor comments, in which a space or the end of a line would count


def _unescaped(text: str) -> str:
    """Code point escapes count before the grammar does, so `\\u0053ERVICE` is a keyword too."""

    def character(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code < 0x110000 else "\ufffd"

    return _ESCAPE.sub(character, text)


class _Scan:
    """One pass; counts as it goes and stops at the first thing that is too much."""

    def __init__(self, bounds: Bounds, what: str) -> None:
        self._bounds, self._what = bounds, what
        self._depth = self._clauses = self._operators = 0
        self.repeatable, self.calls_out = True, False

    def run(self, text: str) -> None:
        for match in _TOKEN.finditer(text):
            kind = match.lastgroup
            if kind in ("space", "comment"):
                continue
            if kind == "word":
                self._word(match[0].upper())
            elif kind == "open":
                self._deeper()
            elif kind == "close":
                self._depth -= 1
            elif kind == "operator":
                self._operators += 1
                self._keep(self._operators, self._bounds.operators, "operators")

    def _word(self, word: str) -> None:
        if word == "LOAD" or (word == "SERVICE" and not self._bounds.services):
            raise Forbidden(f"{word} is refused: this service reads nothing but its own graph.")
        self.calls_out = self.calls_out or word == "SERVICE"
        if word in _CLAUSES:
            self._clauses += 1
            self._keep(self._clauses, self._bounds.clauses, "clauses")
        elif word in _CHANGING:
            self.repeatable = False

    def _deeper(self) -> None:
        self._depth += 1
        self._keep(self._depth, self._bounds.depth, "levels of brackets")

    def _keep(self, count: int, limit: int, unit: str) -> None:
        if count > limit:
            raise TooComplex(f"The {self._what} has more than {limit:,} {unit}, which is the limit.")


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Kind and text of every token, white space and comments among them; together they are the text."""
    return ((match.lastgroup or "other", match[0]) for match in _TOKEN.finditer(text))
