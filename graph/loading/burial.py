"""Keeping a person out: what remains of an extract when everything said of buried people is left out.

A person is known by the slug that the graph gives them (`hull-jane-example`). Their posts and quotations go, and so does
what rests on their word alone, because without them it would look like the source's own. The text of the document stays
as it was published; where that must go too, the document is to be retracted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TypeVar

from graph.claim import Claim, Extract
from graph.identity import slug
from graph.resolution.people import HONORIFICS, organisations, person_slug, speaker_organisation

ClaimT = TypeVar("ClaimT", bound=Claim)


def people_of(extract: Extract, document: str) -> Iterator[tuple[str, str]]:
    """Slug and name of every person in the claims of a document, posts first."""
    known = organisations(extract)
    for official in extract.officials:
        yield person_slug(official.name, official.organisation, document), official.name
    for quotation in extract.quotations:
        if quotation.speaker:
            organisation = speaker_organisation(quotation, known)
            yield person_slug(quotation.speaker, organisation, document), quotation.speaker
    for inspection in extract.inspections:
        for name in inspection.lead_inspectors:
            yield person_slug(name, inspection.inspectorate, document), name


def without_people(extract: Extract, document: str, buried: Collection[str]) -> Extract:
    """The extract without the people whose slugs are given; the same object if it does not name them."""
    names = {_plain(name) for found, name in people_of(extract, document) if found in buried} if buried else set()
    if not names:
        return extract
    known = organisations(extract)

    def stays(name: str, organisation: str) -> bool:
        return person_slug(name, organisation, document) not in buried

    return replace(
        extract,
        officials=tuple(
            claim for claim in _own_word(extract.officials, names) if stays(claim.name, claim.organisation)
        ),
        quotations=tuple(
            claim
            for claim in _own_word(extract.quotations, names)
            if not claim.speaker or stays(claim.speaker, speaker_organisation(claim, known))
        ),
        inspections=tuple(
            replace(claim, lead_inspectors=tuple(n for n in claim.lead_inspectors if stays(n, claim.inspectorate)))
            for claim in extract.inspections
        ),
        judgements=_own_word(extract.judgements, names),
        funding=_own_word(extract.funding, names),
        findings=_own_word(extract.findings, names),
        interventions=tuple(
            replace(claim, who="") if claim.who and _plain(claim.who) in names else claim
            for claim in _own_word(extract.interventions, names)
        ),
    )


def _own_word(claims: tuple[ClaimT, ...], names: Collection[str]) -> tuple[ClaimT, ...]:
    return tuple(claim for claim in claims if not claim.attribution or _plain(claim.attribution) not in names)


def _plain(name: str) -> str:
    return slug(HONORIFICS.sub("", name))
