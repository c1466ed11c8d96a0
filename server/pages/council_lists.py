"""Lists on the pages of councils and people: documents, quotations, money, interventions, findings."""

from __future__ import annotations

from collections.abc import Iterable

from graph.register.register import load_register
from server.pages import schemes
from server.pages.addresses import slug_of
from server.pages.asking import Row, ask, ask_about, grouped
from server.pages.assessments import Inspection
from server.pages.evidence import source_of

SHOWN = 20
"""Sums, interventions and documents on a page."""
Entry = dict[str, object]


def documents_about(council: str, on: str) -> tuple[list[Row], bool]:
    """The newest documents about a council, and whether there are more."""
    found = ask("documents-of-council", {"council": council, "until": on or "99"})
    rows = list({row["document"]: row for row in found}.values())
    return rows[:SHOWN], len(rows) > SHOWN


def quotations_in(documents: list[Row]) -> list[Entry]:
    """What is quoted in these documents, people before bodies, the latest first."""
    about = {row["document"]: {"document_title": row.get("title", ""), **row} for row in documents}
    found = _quotations(ask_about("quotations-in-documents", "document", about), about)
    return sorted(found, key=lambda each: (bool(each["speaker"]), each["order"]), reverse=True)


def quotations_of(person: str) -> list[Entry]:
    """What a person is quoted with."""
    rows = ask("quotations-of-person", {"person": person})
    return _quotations(rows, {row["document"]: row for row in rows})


def _quotations(rows: Iterable[Row], documents: dict[str, Row]) -> list[Entry]:
    """One entry a quotation, its parts joined."""
    found: list[Entry] = []
    for several in grouped(rows, "quotation").values():
        first = several[0]
        parts = dict.fromkeys(row["words"] for row in sorted(several, key=lambda row: int(row["start"])))
        source = source_of(documents[first["document"]])
        found.append(
            {
                "words": " … ".join(parts),
                "speaker": first.get("speaker", ""),
                "name": first.get("name") or _name_of_body(first.get("body", "")),
                "title": first.get("title") or (schemes.label(first["role"]) if "role" in first else ""),
                "source": source,
                "place": source.at(first["start"]),
                "order": (source.issued, -int(first["start"])),
            }
        )
    return found


def _name_of_body(iri: str) -> str:
    if iri and schemes.concept(iri):
        return schemes.short_label(iri)
    known = load_register().councils.get(slug_of(iri))
    return known.name if known else ""


def money_of(council: str, on: str) -> list[Entry]:
    """Sums, the latest first."""
    return _latest("money-of-council", "funding", council, on)


def interventions_of(council: str, on: str) -> list[Entry]:
    """What government did, the latest first."""
    return _latest("interventions-of-council", "intervention", council, on)


def _latest(query: str, key: str, council: str, on: str) -> list[Entry]:
    firsts = [rows[0] for rows in grouped(ask(query, {"council": council}), key).values()]
    dated = [row for row in firsts if not on or row.get("earliest", "9") <= on]
    shown = sorted(dated, key=lambda row: row.get("earliest", ""), reverse=True)[:SHOWN]
    return [{**row, "iri": row[key]} for row in shown]


def findings_of(inspections: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """The points that inspections make: their words by inspection and class, in the order of the report."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in sorted(ask_about("findings", "inspection", inspections), key=lambda row: int(row.get("ordinal", 0))):
        words = found.setdefault(row["inspection"], {}).setdefault(slug_of(row.get("type", "")), [])
        if row["text"] not in words:
            words.append(row["text"])
    return found


def to_improve(shown: list[Inspection]) -> tuple[Inspection | None, list[str], list[str]]:
    """The latest inspection that says what must improve, its priority actions and its other points."""
    found = findings_of(each.iri for each in shown[:8])
    for each in shown[:8]:
        urgent, other = (found.get(each.iri, {}).get(kind, []) for kind in ("PriorityAction", "AreaForImprovement"))
        if urgent or other:
            return each, urgent, other
    return None, [], []
