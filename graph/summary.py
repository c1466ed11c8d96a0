"""An Extract as `councilgraph-gold/1`: the plain exchange format in which readings are compared with gold.

Only published claims appear. Dates are those of the fieldwork in EDTF, else the bare year of the publication; quotations
are their first and last six words. Councils are the GSS codes valid on the document's date; where that is not known, on the
latest date of an inspection that it tells of, else today.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from graph.claim import Extract, InspectionClaim, InterventionClaim, QuotationClaim
from graph.extraction.dates.dates import bounds
from graph.register.register import load_register

SCHEMA = "councilgraph-gold/1"
_WORD = re.compile(r"\S*\w\S*")


def summary(extract: Extract) -> dict[str, object]:
    """The published facts of a document as a tree of plain values."""
    document = extract.document
    known = {claim.ref for claim in extract.inspections if claim.published}
    told = (bounds(date_of(claim) or "")[1] for claim in extract.inspections if claim.published)
    on = bounds(document.issued or "")[1] or max((day for day in told if day), default=None)
    return {
        "schema": SCHEMA,
        "article": {
            "title": document.title.value if document.title else None,
            "date": document.issued,
            "author": [author.value for author in document.authors],
            "publisher": document.publisher.value if document.publisher else None,
        },
        "councils": {
            "subject": _councils(extract.subjects, on),
            "mentioned": _councils(extract.mentioned, on),
            "boilerplate": _councils(extract.boilerplate, on),
        },
        "inspections": [_inspection(claim, on) for claim in extract.inspections if claim.published],
        "judgements": [
            {"inspection": claim.inspection, "area": claim.area, "grade": claim.grade}
            for claim in extract.judgements
            if claim.published and not claim.negated and claim.inspection in known
        ],
        "officials": [
            {
                "name": claim.name,
                "role": claim.role,
                "organisation": _name(claim.organisation) if claim.organisation else None,
            }
            for claim in extract.officials
            if claim.published
        ],
        "quotes": [_quote(extract, claim) for claim in extract.quotations if claim.published],
        "funding": [
            {
                "council": _gss(claim.council, on),
                "gbp": claim.amount,
                "period": claim.period.edtf if claim.period else None,
                "recurrence": claim.recurrence,
                "status": claim.status.value,
                "purpose": claim.purpose,
            }
            for claim in extract.funding
            if claim.published
        ],
        "interventions": [_intervention(claim, on) for claim in extract.interventions if claim.published],
    }


def date_of(claim: InspectionClaim) -> str | None:
    """The date of an inspection as the format has it, which knows no approximate ones: of the visit, else the report's year."""
    if claim.fieldwork:
        return None if "~" in claim.fieldwork[0].edtf else claim.fieldwork[0].edtf
    return (
        claim.published_on.edtf[:4] if claim.published_on and re.fullmatch(r"\d{4}", claim.published_on.edtf) else None
    )


def _gss(slug: str, on: dt.date | None) -> str | None:
    council = load_register().councils.get(slug)
    return council.gss_on(on) if council else None


def _name(slug: str) -> str:
    council = load_register().councils.get(slug)
    return council.name if council else slug


def _councils(slugs: Iterable[str], on: dt.date | None) -> list[dict[str, str | None]]:
    return [{"gss": _gss(slug, on), "name": _name(slug)} for slug in slugs]


def _inspection(claim: InspectionClaim, on: dt.date | None) -> dict[str, object]:
    return {
        "id": claim.ref,
        "council": _gss(claim.council, on),
        "inspectorate": claim.inspectorate,
        "framework": claim.framework,
        "kind": claim.kind,
        "date": date_of(claim),
        "status": claim.status.value,
    }


def _quote(extract: Extract, claim: QuotationClaim) -> dict[str, object]:
    words = [word.strip("'‘’“”\"") for part in claim.parts for word in _WORD.findall(part.of(extract.document.text))]
    return {"speaker": claim.speaker or claim.body, "first6": " ".join(words[:6]), "last6": " ".join(words[-6:])}


def _intervention(claim: InterventionClaim, on: dt.date | None) -> dict[str, object]:
    return {
        "council": _gss(claim.council, on),
        "type": claim.kind,
        "date": claim.when.edtf if claim.when else None,
        "who": claim.who or None,
        "status": claim.status,
    }
