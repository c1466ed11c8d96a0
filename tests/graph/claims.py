"""Claims made by hand for tests, with as few words as possible."""

from __future__ import annotations

import datetime as dt

from graph.claim import Evidence, Extract, InspectionClaim, JudgementClaim, Status, TimeReference
from graph.document import Block, Document, DocumentKind, Origin, Span, Stated, Zone
from graph.extraction.dates.edtf import bounds

TEXT = "An example sentence about an example council."
EVIDENCE = (Evidence(Span(0, len(TEXT)), Span(3, 10)),)


def time(edtf: str) -> TimeReference:
    """A time reference with the bounds that its EDTF value allows."""
    first, last = bounds(edtf)
    return TimeReference(edtf, edtf, first, last)


def inspection(
    ref: str = "i1",
    *,
    fieldwork: str | None = None,
    published: str | None = None,
    status: Status = Status.CURRENT,
    council: str = "hull",
    kind: str = "full",
    framework: str | None = None,
    previous: str | None = None,
) -> InspectionClaim:
    """An inspection by Ofsted of a council's children's services."""
    return InspectionClaim(
        evidence=EVIDENCE,
        rule="test",
        confidence=0.9,
        ref=ref,
        council=council,
        inspectorate="ofsted",
        service="childrens_services",
        kind=kind,
        status=status,
        framework=framework,
        fieldwork=(time(fieldwork),) if fieldwork else (),
        published_on=time(published) if published else None,
        previous=previous,
    )


def judgement(ref: str, area: str, grade: str, *, confidence: float = 0.9) -> JudgementClaim:
    """A grade for an area."""
    return JudgementClaim(
        evidence=EVIDENCE, rule="test", confidence=confidence, inspection=ref, area=area, grade=grade, grade_words=grade
    )


def extract(
    key: str,
    inspections: tuple[InspectionClaim, ...] = (),
    judgements: tuple[JudgementClaim, ...] = (),
    *,
    date: str | None = None,
    kind: DocumentKind = DocumentKind.NEWS_ARTICLE,
    text: str = TEXT,
) -> Extract:
    """A document that says just this."""
    document = Document(
        key=key,
        text=text,
        sha256="0" * 64,
        media_type="text/plain",
        reader="test",
        kind=kind,
        date=Stated(date, Origin.FLAG) if date else None,
        blocks=(Block(Span(0, len(text)), Zone.BODY),),
    )
    subjects = tuple(sorted({claim.council for claim in inspections}))
    return Extract(
        document=document, extractor="test", subjects=subjects, inspections=inspections, judgements=judgements
    )


def day(text: str) -> dt.date:
    """An ISO date."""
    return dt.date.fromisoformat(text)
