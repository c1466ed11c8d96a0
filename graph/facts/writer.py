"""From reports that were read to the table of facts."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

from graph.claim import Claim, Extract, InspectionClaim, Status
from graph.document import DocumentKind
from graph.facts.cell import HEAD, JOIN, TAIL, Cell

Row = dict[str, str]


def write_facts(extracts: Iterable[Extract], out: TextIO) -> int:
    """Write one row an inspection that a report is about; returns how many."""
    rows = [
        row for extract in extracts if extract.document.kind is DocumentKind.INSPECTION_REPORT for row in _rows(extract)
    ]
    rows.sort(key=lambda row: (row["council"], row["fieldwork"].partition("@")[0], row["sha256"]))
    judged = {name for row in rows for name in row}.difference(HEAD, TAIL)
    writer = csv.DictWriter(out, (*HEAD, *sorted(judged), *TAIL), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return len(rows)


def _rows(extract: Extract) -> Iterator[Row]:
    document = extract.document
    stated = {"title": document.title, "provider_number": document.provider_number, "address": document.url}
    told = {name: item.value if item else "" for name, item in stated.items()} | {"sha256": document.sha256}
    if document.date:
        told |= {"issued": document.date.value, "issued_origin": document.date.origin.value}
    for claim in extract.inspections:
        if claim.status is Status.CURRENT and claim.published:
            yield _inspection(extract, claim) | _judgements(extract, claim) | told


def _inspection(extract: Extract, claim: InspectionClaim) -> Row:
    published = (claim.published_on,) if claim.published_on else ()
    return {
        "council": claim.council,
        "inspectorate": claim.inspectorate,
        "service": claim.service,
        "kind": claim.kind,
        "framework": claim.framework or "",
        "fieldwork": JOIN.join(_cell(extract, claim, time.edtf, time.words) for time in claim.fieldwork),
        "published": JOIN.join(_cell(extract, claim, time.edtf, time.words) for time in published),
        "lead_inspectors": JOIN.join(_cell(extract, claim, name, name) for name in claim.lead_inspectors),
    }


def _judgements(extract: Extract, inspection: InspectionClaim) -> Row:
    return {
        claim.area: _cell(extract, claim, claim.grade, claim.grade_words or claim.grade)
        for claim in extract.judgements
        if claim.inspection == inspection.ref and claim.published and not claim.negated
    }


def _cell(extract: Extract, claim: Claim, value: str, words: str) -> str:
    """The value with its words and the page of the passage that holds them, else of the first passage."""
    text, wanted = extract.document.text, " ".join(words.split())
    passages = [evidence.passage for evidence in claim.evidence]
    place = next((span for span in passages if wanted and wanted in " ".join(span.of(text).split())), passages[0])
    return str(Cell(value, extract.document.page_of(place.start) or 1, words))
