"""Makes the index of a version of the data: lists with true totals, and what search looks through.

The file appears whole or not at all.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from ontology import VOCABULARY
from server.pages import schemes
from server.pages.addresses import path_of, slug_of
from server.pages.asking import Row, ask, asking, grouped
from server.pages.assessment_rows import inspections_of
from server.pages.assessments import Inspection
from server.pages.evidence import MANY, ONE, source_of
from server.pages.source import Source
from server.pages.wording import shortened

_CG = f"{VOCABULARY}#"
_COUNCILS_AT_ONCE, _DOCUMENTS_AT_ONCE = 10, 200
_FOLDER = Path(__file__).parent


def build(source: Source, file: Path, tag: str) -> None:
    """Make the index of what the source holds."""
    draft = file.with_suffix(f".draft{os.getpid()}")
    draft.unlink(missing_ok=True)
    with asking(source), closing(sqlite3.connect(draft, isolation_level=None)) as database:
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        database.executescript((_FOLDER / "index.sql").read_text(encoding="utf-8"))
        database.execute("BEGIN")
        _fill(database)
        database.executemany("INSERT INTO about VALUES (?, ?)", list(_totals(database, source, tag)))
        database.execute("COMMIT")
        database.executescript((_FOLDER / "index_finish.sql").read_text(encoding="utf-8"))
    draft.replace(file)


def _fill(database: sqlite3.Connection) -> None:
    councils = _councils()
    _insert(database, "council", [_council_row(facts) for facts in councils.values()])
    for some in _chunks([row["council"] for row in ask("index-inspected")], _COUNCILS_AT_ONCE):
        rows = [row for each in inspections_of(some, ONE, MANY) for row in _judgement_rows(each, councils)]
        _insert(database, "judgement", rows)
    documents = {row["document"]: row for row in ask("index-documents")}
    _insert(database, "document", [_document_row(row) for row in documents.values()])
    about = {(slug_of(row["council"]), slug_of(row["document"])) for row in ask("index-about")}
    _insert(database, "document_council", sorted(about))
    people = list(_people())
    _insert(database, "person", [(iri, name, told) for iri, name, told, _ in people])
    _insert(database, "council_name", _council_names(councils))
    _insert(database, "name", [*_people_names(people), *_titles(documents.values()), *_inspection_names(database)])
    for some in _chunks(list(documents), _DOCUMENTS_AT_ONCE):
        found = ask("index-sentences", {"document": some})
        _insert(database, "sentence", [(row["text"], slug_of(row["document"]), row["start"]) for row in found])


def folded(text: str) -> str:
    """Lower case, no accents, straight apostrophes, & as and: how names are compared."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("&", " and "))
    return " ".join("".join(letter for letter in plain.casefold() if not unicodedata.combining(letter)).split())


def _councils() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for row in ask("index-councils"):
        name = slug_of(row["property"])
        found.setdefault(row["council"], {"iri": [row["council"]]}).setdefault(name, []).append(row["value"])
    return found


def _council_row(facts: dict[str, list[str]]) -> Sequence[object]:
    def one(name: str) -> str:
        return min(facts.get(name, [""]))

    name = one("prefLabel") or slug_of(facts["iri"][0])
    concepts = [
        value
        for key in ("councilType", "region", "nation")
        for value in (slug_of(one(key)) if one(key) else "", schemes.label(one(key)) if one(key) else "")
    ]
    cell = [int(one(key)) if one(key) else None for key in ("mapColumn", "mapRow")]
    codes = [one(key) for key in ("gssCode", "dfeCode", "ofstedUrn", "iso3166Code", "established", "abolished")]
    return (slug_of(facts["iri"][0]), facts["iri"][0], name, one("shortName") or name, *concepts, *codes, *cell, 0, 0)


def _judgement_rows(each: Inspection, councils: dict[str, dict[str, list[str]]]) -> Iterator[Sequence[object]]:
    facts = councils.get(each.council, {})
    codes = [min(facts.get(key, [""])) for key in ("gssCode", "dfeCode")]
    region = min(facts.get("region", [""]))
    for found in each.judgements:
        support = found.support or found.evidence
        first = support[0] if support else None
        mark = found.mark
        yield (
            None,
            found.iri,
            slug_of(each.council),
            min(facts.get("prefLabel", [slug_of(each.council)])),
            *codes,
            slug_of(region) if region else "",
            each.service_kind,
            each.iri,
            each.kind_label,
            each.by_label,
            each.framework_label,
            schemes.notation(found.topic),
            found.topic_label,
            found.area_label,
            mark.iri if mark else "",
            mark.label if mark else "",
            mark.rank if mark else 0,
            mark.scale if mark else "",
            each.start,
            each.end if each.start else "",
            each.when,
            " ".join(sorted(each.published)),
            each.public,
            first.source.iri if first else "",
            first.source.title if first else "",
            first.page if first else "",
            first.text if first else "",
            first.start if first else "",
            len({e.source.iri for e in support}),
            int(found.disputed),
            0,
            "",
        )


def _document_row(row: Row) -> Sequence[object]:
    source = source_of(row)
    return (slug_of(row["document"]), row["document"], source.title, source.issued, source.publisher, source.kind)


def _people() -> Iterator[tuple[str, str, str, str]]:
    """(IRI, name, what is told of them, all their titles)."""
    for iri, rows in grouped(ask("index-people"), "person").items():
        told = dict.fromkeys(
            ", ".join(part for part in (row.get("title"), row.get("bodyLabel")) if part) for row in rows
        )
        yield iri, shortened(rows[0]["name"], 120), shortened("; ".join(part for part in told if part), 160), ""


_Name = tuple[str, str, str, str, str, int]


def _council_names(councils: dict[str, dict[str, list[str]]]) -> Iterator[_Name]:
    for iri, facts in councils.items():
        label = min(facts.get("prefLabel", [slug_of(iri)]))
        region = min(facts.get("region", facts.get("nation", [""])))
        told = ", ".join(
            [schemes.label(value) for value in (min(facts.get("councilType", [""])), region) if value]
            + ["abolished"] * ("abolished" in facts)
        )
        codes = [
            code
            for key in ("gssCode", "formerGssCode", "dfeCode", "ofstedUrn", "iso3166Code")
            for code in facts.get(key, [])
        ]
        names = dict.fromkeys(
            folded(name) for key in ("prefLabel", "shortName", "altLabel") for name in facts.get(key, [])
        )
        for name in (*names, *map(folded, codes)):
            yield name, "council", path_of(iri), label, told, 30 - 12 * ("abolished" in facts)


def _people_names(people: Iterable[tuple[str, str, str, str]]) -> Iterator[_Name]:
    return ((folded(name), "person", path_of(iri), name, told, 20) for iri, name, told, _ in people)


def _titles(documents: Iterable[Row]) -> Iterator[_Name]:
    for row in documents:
        source = source_of(row)
        if row.get("title"):
            yield (
                folded(source.title),
                "document",
                source.path,
                shortened(source.title, 160),
                ", ".join(filter(None, (source.publisher, source.issued))),
                5,
            )


def _inspection_names(database: sqlite3.Connection) -> Iterator[_Name]:
    rows = database.execute(
        "SELECT DISTINCT inspection, council_name, kind, inspectorate, inspected FROM judgement"
    ).fetchall()
    for iri, council, kind, by, when in rows:
        label = f"{kind or 'Inspection'} of {council}, {when}"
        yield folded(label), "inspection", path_of(iri), label, by, 10


def _totals(database: sqlite3.Connection, source: Source, tag: str) -> Iterator[tuple[str, str]]:
    yield "tag", tag
    yield "version", str(source.version)
    yield "made", dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    for table in ("judgement", "document", "person", "sentence"):
        yield table, str(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - fixed names
    yield "inspection", str(database.execute("SELECT count(DISTINCT inspection) FROM judgement").fetchone()[0])
    yield "council", str(database.execute("SELECT count(DISTINCT council) FROM judgement").fetchone()[0])
    first = database.execute("SELECT min(fieldwork_start) FROM judgement WHERE fieldwork_start <> ''").fetchone()[0]
    yield "since", (first or "")[:4]


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[Sequence[object]]) -> None:
    several = list(rows)
    if several:
        places = ", ".join("?" * len(several[0]))
        database.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({places})", several)  # noqa: S608 - our own tables


def _chunks(items: list[str], size: int) -> Iterator[list[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))
