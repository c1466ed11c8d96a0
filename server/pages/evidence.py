"""How we know: the sentences behind a fact, with source, page, rule and version."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from ontology import VOCABULARY
from server.pages.addresses import path_of, slug_of
from server.pages.asking import Row, ask_about, ask_each, grouped

GRADE = f"{VOCABULARY}#grade"
SHOWN, MOST = 2, 40
"""Sentences of a fact on a page of many facts, and readings looked at for their sources."""
ONE, MANY = 1, 1000
"""The same for a row of a table, which has room for one sentence and counts the sources."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it is named beside a fact."""

    iri: str
    title: str
    issued: str
    publisher: str
    kind: str

    @property
    def path(self) -> str:
        """Its page."""
        return path_of(self.iri)

    def at(self, start: str) -> str:
        """The sentence that begins at an offset; its page where there is none."""
        return f"{self.path}?at={start}#p{start}" if start else self.path


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that says something, with what was read in it and how; those not shown have a source and no more."""

    reading: str
    predicate: str
    value: str
    source: Source
    text: str = ""
    words: tuple[str, ...] = ()
    start: str = ""
    page: str = ""
    rules: tuple[str, ...] = ()
    extractor: str = ""

    @property
    def marked(self) -> Markup:
        """The sentence with the words that fired marked."""
        return mark_words(self.text, self.words)

    @property
    def place(self) -> str:
        """The sentence in its document."""
        return self.source.at(self.start)


def evidence_of_grades(judgements: Iterable[str], shown: int = SHOWN, most: int = MOST) -> dict[str, list[Evidence]]:
    """The evidence for the grade of each judgement, or for its having none."""
    return _told(ask_each("evidence-of-grades", "subject", judgements, most), shown)


def evidence_of_things(things: Iterable[str], shown: int = SHOWN) -> dict[str, list[Evidence]]:
    """The evidence that each thing is there at all."""
    return _told(ask_each("evidence-of-things", "subject", things, MOST), shown)


def _told(rows: list[Row], shown: int) -> dict[str, list[Evidence]]:
    """By thing, the strongest kind of source first; for each value the sentences of the first few."""
    several = {(row["subject"], row["property"], row["value"], row["reading"]): row for row in rows}.values()
    by_thing = grouped(sorted(several, key=_strength), "subject")
    first = [row for found in by_thing.values() for same in grouped(found, "value").values() for row in same[:shown]]
    readings = readings_of(row["reading"] for row in first)
    return {
        thing: [_evidence(row, readings.get(row["reading"], {})) for row in found] for thing, found in by_thing.items()
    }


def _strength(row: Row) -> tuple[bool, str, str, str]:
    return not row.get("type", "").endswith("#InspectionReport"), row.get("issued", ""), row["document"], row["reading"]


def readings_of(readings: Iterable[str]) -> dict[str, Row]:
    """Passage, document and rules of each reading."""
    return {name: rows[0] for name, rows in grouped(ask_about("readings", "reading", readings), "reading").items()}


def source_of(row: Row) -> Source:
    """The document that a row names."""
    kind = slug_of(row.get("type", ""))
    title = row.get("title") or f"{kind_words(kind)} without a title"
    return Source(row["document"], title, row.get("issued", ""), row.get("publisher", ""), kind)


def sources_of(rows: Iterable[Row]) -> list[Source]:
    """The documents that rows name, each once."""
    return list({row["document"]: source_of(row) for row in rows}.values())


def kind_words(kind: str) -> str:
    """`NewsArticle` is News article."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).capitalize() or "Document"


def _evidence(row: Row, facts: Row) -> Evidence:
    """Of a reading and, where it is to be shown, its passage."""
    text, written = facts.get("text", ""), row.get("words", "")
    return Evidence(
        row["reading"],
        row["property"],
        row["value"],
        source_of(facts or row),
        text,
        (written,) if written and written in text else triggers_of(facts),
        facts.get("start", ""),
        facts.get("page", ""),
        tuple(facts.get("rules", "").split()),
        facts.get("extractor", ""),
    )


def triggers_of(facts: Row) -> tuple[str, ...]:
    """The words that made rules fire in a reading."""
    return tuple(part for part in facts.get("triggers", "").split("\x1f") if part)


def evidence_of_reading(reading: str) -> list[Evidence]:
    """The passage of a reading, where it has one."""
    facts = readings_of([reading]).get(reading)
    return [_evidence({"reading": reading, "property": "", "value": ""}, facts)] if facts else []


def mark_words(text: str, words: Iterable[str]) -> Markup:
    """The text, escaped, with each of the words in a `mark` element."""
    wanted = sorted({word for word in words if word.strip()}, key=len, reverse=True)
    if not wanted:
        return escape(text)
    pieces = re.split("(" + "|".join(re.escape(word) for word in wanted) + ")", text)
    return Markup("").join(
        Markup("<mark>{}</mark>").format(piece) if at % 2 else escape(piece) for at, piece in enumerate(pieces)
    )
