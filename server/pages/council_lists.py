"""Lists on the page of a council: documents, quotations, money, interventions, findings."""

from __future__ import annotations

from server.pages import schemes
from server.pages.asking import Row, ask, ask_about, grouped
from server.pages.assessments import Inspection
from server.pages.evidence import Source, evidence_of_things, source_of
from server.pages.facts import capital
from server.pages.wording import edtf_in_words

SHOWN = 20
"""Sums, interventions and documents on a page."""


def documents_about(council: str, on: str) -> tuple[list[Row], bool]:
    """The newest documents about a council, and whether there are more."""
    rows = list({row["document"]: row for row in ask("documents-of-council", {"council": council})}.values())
    if on:
        rows = [row for row in rows if row.get("issued", "9") <= on]
    return rows[:SHOWN], len(rows) > SHOWN


def quotations_in(documents: list[Row]) -> list[dict[str, object]]:
    """What is quoted in these documents, one entry a quotation with its parts joined."""
    by_document = {row["document"]: source_of(row) for row in documents}
    found = []
    for rows in grouped(ask_about("quotations-in-documents", "document", by_document), "quotation").values():
        first = rows[0]
        parts = dict.fromkeys(row["words"] for row in sorted(rows, key=lambda row: int(row["start"])))
        name = first.get("name") or (
            schemes.short_label(first["body"]) if "body" in first and schemes.concept(first["body"]) else ""
        )
        source: Source = by_document[first["document"]]
        found.append(
            {
                "words": " … ".join(parts),
                "speaker": first.get("speaker", ""),
                "name": name or _council_name(first.get("body", "")),
                "title": first.get("title") or (schemes.label(first["role"]) if "role" in first else ""),
                "source": source,
                "place": f"{source.path}?at={first['start']}#p{first['start']}",
                "order": (source.issued, -int(first["start"])),
            }
        )
    return sorted(found, key=lambda each: (bool(each["speaker"]), each["order"]), reverse=True)


def _council_name(iri: str) -> str:
    from graph.register import load_register

    known = load_register().councils.get(iri.rpartition("/")[2])
    return known.name if known else ""


def _latest(groups: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The latest few: pages show no more, and evidence is asked for these alone."""
    ordered = sorted(groups.items(), key=lambda item: item[1][0].get("earliest", ""), reverse=True)
    return dict(ordered[:SHOWN])


def money_of(council: str, on: str) -> list[dict[str, object]]:
    """Sums with their evidence, the latest first."""
    groups = grouped(ask("money-of-council", {"council": council}), "funding")
    groups = _latest(groups)
    evidence = evidence_of_things(groups)
    found: list[dict[str, object]] = [
        {
            **rows[0],
            "kind_label": capital(schemes.label(rows[0]["type"])),
            "when": edtf_in_words(rows[0]["edtf"]) if "edtf" in rows[0] else "",
            "recurrence_label": schemes.label(rows[0]["recurrence"])
            if rows[0].get("recurrence", "").rpartition("/")[2] not in ("", "unspecified")
            else "",
            "evidence": evidence.get(iri, []),
        }
        for iri, rows in groups.items()
        if not on or rows[0].get("earliest", "9") <= on
    ]
    return sorted(found, key=lambda each: str(each.get("earliest", "")), reverse=True)


def interventions_of(council: str, on: str) -> list[dict[str, object]]:
    """What government did, with evidence, the latest first."""
    groups = grouped(ask("interventions-of-council", {"council": council}), "intervention")
    groups = _latest(groups)
    evidence = evidence_of_things(groups)
    found: list[dict[str, object]] = [
        {
            **rows[0],
            "kind_label": schemes.label(rows[0].get("kind") or rows[0].get("type", iri)),
            "when": edtf_in_words(rows[0]["edtf"]) if "edtf" in rows[0] else "",
            "status_label": schemes.label(rows[0]["status"]) if "status" in rows[0] else "",
            "evidence": evidence.get(iri, []),
        }
        for iri, rows in groups.items()
        if not on or rows[0].get("earliest", "9") <= on
    ]
    return sorted(found, key=lambda each: str(each.get("earliest", "")), reverse=True)


def findings_of(shown: list[Inspection]) -> tuple[Inspection | None, list[dict[str, object]]]:
    """What the latest inspection with such points says must improve."""
    rows = grouped(ask_about("findings", "inspection", [each.iri for each in shown[:8]]), "inspection")
    for inspection in shown[:8]:
        several = [row for row in rows.get(inspection.iri, []) if not row.get("type", "").endswith("#Strength")]
        if several:
            distinct = {row["text"]: row for row in sorted(several, key=lambda row: int(row.get("ordinal", 0)))}
            return inspection, [
                {"text": text, "urgent": row.get("type", "").endswith("#PriorityAction")}
                for text, row in distinct.items()
            ]
    return None, []
