"""A news article or press release understood: `extract` takes a Document and gives all its claims.

The order is analysis (sentences, mentions), scene (tapes), focus (who a line is about), sightings and gradings, their
attachment, then interventions, officials, quotations and money. Pure: no clock, no network, no state but cached data.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import ontology
from graph.claim import Claim, CouncilMention, Extract, FundingClaim, InspectionClaim, InterventionClaim, Status
from graph.document import Document, Zone
from graph.extraction.analysis import Analysis, MentionKind
from graph.extraction.councils.councils import council_mentions
from graph.extraction.focus.focus import Focus
from graph.extraction.grades.gradings import gradings
from graph.extraction.inspections.sightings import sightings
from graph.extraction.inspections.verdicts import verdicts
from graph.extraction.interventions.by_post import by_post
from graph.extraction.interventions.interventions import interventions
from graph.extraction.mentions import analyse
from graph.extraction.money.money import find_funding
from graph.extraction.people.officials import find_officials
from graph.extraction.quotations.quotations import find_quotations
from graph.extraction.scene.scene import scene_of
from graph.extraction.sentences import split
from graph.register.register import load_register

_ROUND_UP = 3  # of more councils than these no inspection is a mere further case
__all__ = ["EXTRACTOR_VERSION", "extract"]

DECIDING = (".py", ".toml", ".tsv", ".txt")  # kinds of files that decide what is read


@cache
def _version() -> str:
    """A digest of all that decides what is read: code, rules, tables, lexicon, schemes and register."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    data = Path(ontology.__file__).parent
    folders = (here, here.parent / "reading")
    files = [path for folder in folders for kind in DECIDING for path in folder.rglob(f"*{kind}")]
    for path in sorted(files) + [
        data / name
        for name in ("lexicon.ttl", "councils.csv", "aliases.toml", "schemes/frameworks.ttl", "schemes/grades.ttl")
    ]:
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return f"news-{digest.hexdigest()[:16]}"


EXTRACTOR_VERSION = _version()


def extract(document: Document) -> Extract:
    """All claims of a document, candidates for review included (`Claim.published` tells them apart)."""
    sentences = split(document)
    councils = council_mentions(document, sentences)
    scene = scene_of(analyse(document, sentences, councils))
    analysis = scene.analysis
    focus = Focus(scene, councils)
    inspections, judgements = verdicts(scene, focus, sightings(scene, focus), gradings(scene))
    acts = interventions(scene, focus)
    subject = focus.main[0] if focus.main else None
    of_others = {line.sentence.span: "" for line in scene.lines if scene.elsewhere(line)}
    funding = tuple(find_funding(analysis, subject, focus.told_of() | of_others))
    officials = tuple(find_officials(analysis, subject))
    acts = (*acts, *by_post(scene, focus, acts, officials))
    subjects = _subjects(analysis, subject, [*inspections, *funding], acts)
    mentioned, boilerplate = _others(analysis, subjects)
    return Extract(
        document=document,
        extractor=EXTRACTOR_VERSION,
        subjects=subjects,
        mentioned=mentioned,
        boilerplate=boilerplate,
        mentions=_mentions(analysis),
        inspections=inspections,
        judgements=judgements,
        officials=officials,
        quotations=tuple(find_quotations(analysis, subject)),
        funding=funding,
        interventions=acts,
    )


def _subjects(
    analysis: Analysis,
    main: str | None,
    facts: Sequence[InspectionClaim | FundingClaim],
    acts: tuple[InterventionClaim, ...],
) -> tuple[str, ...]:
    """The councils inspected, funded or acted upon, but none named only once as a further case or as the one before."""
    councils = load_register().councils
    current = {claim.council for claim in facts if not _further(analysis, claim)}
    named = Counter(mention.value for sentence in analysis.sentences for mention in sentence.of(MentionKind.COUNCIL))
    told = [
        claim.council
        for claim in [*facts, *acts]
        if claim.published
        and (
            claim.council == main
            or named[claim.council] > 1
            or not _further(analysis, claim)
            or len(current) > _ROUND_UP
        )
    ]
    told = [slug for slug in told if slug == main or not councils[slug].successors or slug in current]
    return tuple(dict.fromkeys(told))


def _further(analysis: Analysis, claim: Claim) -> bool:
    """Whether it is an earlier inspection or, outside a list, an intervention: one may be mentioned as a further case."""
    if isinstance(claim, InterventionClaim):
        items = {sentence.span for sentence in analysis.sentences if sentence.zone is Zone.LIST}
        return not any(evidence.passage in items for evidence in claim.evidence)
    return isinstance(claim, InspectionClaim) and claim.status is Status.PREVIOUS


def _mentions(analysis: Analysis) -> tuple[CouncilMention, ...]:
    return tuple(
        CouncilMention(mention.value, mention.span, mention.feature)
        for sentence in analysis.sentences
        for mention in sentence.of(MentionKind.COUNCIL)
    )


def _others(analysis: Analysis, subjects: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Councils only named, and those named in nothing but adverts."""
    body: dict[str, None] = {}
    promo: dict[str, None] = {}
    for sentence in analysis.sentences:
        into = promo if sentence.zone is Zone.PROMO else body
        into.update((mention.value, None) for mention in sentence.of(MentionKind.COUNCIL))
    mentioned = tuple(slug for slug in body if slug not in subjects)
    return mentioned, tuple(slug for slug in promo if slug not in body)
