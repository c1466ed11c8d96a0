"""Search and suggestions over the index: names first, forgiving typing errors, then sentences."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from server.pages.index import Index, candidates
from server.pages.index_build import folded

_OPEN, _CLOSE = "\x02", "\x03"
MANY = 1000
"""Sentences beyond which they are given as they come: to rank them all would take as long as there are many."""
_IN_ORDER = (
    "SELECT highlight(sentence, 0, ?, ?) AS marked, text, document, start, title, issued FROM sentence"
    " JOIN document ON document.slug = sentence.document WHERE sentence MATCH ? LIMIT ? OFFSET ?"
)
_BY_RANK = _IN_ORDER.replace(" LIMIT", " ORDER BY rank LIMIT")


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing whose name fits; `score` is from 0 to 1."""

    kind: str
    name: str
    about: str
    path: str
    score: float


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A sentence that holds the words."""

    marked: Markup
    text: str
    document: str
    path: str
    issued: str


def names(index: Index, words: str, limit: int, kind: str = "") -> list[Hit]:
    """Things by name, the best first; each once."""
    wanted = folded(words)
    if not wanted:
        return []
    best: dict[str, Hit] = {}
    for row in candidates(index, words, 60, kind):
        score = _score(wanted, row["folded"]) + int(row["weight"]) / 1000
        if score >= 0.55 and (row["path"] not in best or best[row["path"]].score < score):
            best[row["path"]] = Hit(row["kind"], row["label"], row["told"], row["path"], round(score, 3))
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.name))[:limit]


def _score(wanted: str, name: str) -> float:
    """1 for the same, less for a beginning, a word, a likeness."""
    if wanted == name:
        return 1.0
    if name.startswith(wanted):
        return 0.9 + 0.05 * len(wanted) / len(name)
    if re.search(rf"\b{re.escape(wanted)}", name):
        return 0.8 + 0.05 * len(wanted) / len(name)
    return difflib.SequenceMatcher(None, wanted, name, autojunk=False).ratio() * 0.85


def sentences(index: Index, words: str, limit: int, offset: int = 0) -> list[SentenceHit]:
    """Sentences with all the words, in any form, the most telling first."""
    match = _match(words)
    if not match:
        return []
    telling = sentence_count(index, words) < MANY
    rows = index.rows(_BY_RANK if telling else _IN_ORDER, (_OPEN, _CLOSE, match, limit, offset))
    return [
        SentenceHit(
            _marked(row["marked"]),
            row["text"],
            row["title"],
            f"/document/{row['document']}?at={row['start']}#p{row['start']}",
            row["issued"],
        )
        for row in rows
    ]


def sentence_count(index: Index, words: str, most: int = MANY) -> int:
    """How many, up to a bound."""
    match = _match(words)
    return (
        index.number("SELECT count(*) FROM (SELECT 1 FROM sentence WHERE sentence MATCH ? LIMIT ?)", (match, most))
        if match
        else 0
    )


def _match(words: str) -> str:
    """Every word quoted, so that nothing is read as an operator."""
    return " ".join(f'"{word}"' for word in re.findall(r"\w+", words[:200])[:12])


def _marked(text: str) -> Markup:
    return Markup(escape(text).replace(Markup(_OPEN), Markup("<mark>")).replace(Markup(_CLOSE), Markup("</mark>")))  # noqa: S704 - escaped first
