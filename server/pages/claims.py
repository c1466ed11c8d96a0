"""What a passage says, in words for the margin of a document: one line a claim, with the page it leads to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from ontology import NS, VOCABULARY
from server.pages import schemes
from server.pages.addresses import path_of, slug_of
from server.pages.asking import Row, ask, ask_about
from server.pages.schemes import Mark
from server.pages.wording import edtf_in_words, pounds, shortened

_CG, _RDF, _ORG, _FOAF = f"{VOCABULARY}#", NS["rdf"], NS["org"], NS["foaf"]
Facts = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said: what kind, in words, the grade if it is one, and where to read more."""

    kind: str
    words: str
    path: str
    subject: str
    mark: Mark | None = None


@dataclass(slots=True)
class Passage:
    """A passage with its offsets, its reading and what it says."""

    iri: str
    start: int
    end: int
    page: str
    text: str
    reading: str
    claims: list[Claim] = field(default_factory=list)
    triggers: tuple[str, ...] = ()

    @property
    def reading_path(self) -> str:
        """Page of the reading."""
        return path_of(self.reading)


def passages_of(document: str) -> list[Passage]:
    """The passages of a document that say something, in reading order."""
    rows = ask("claims-of-document", {"document": document})
    passages: dict[str, Passage] = {}
    said: dict[str, dict[str, Facts]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for row in rows:
        if row["reading"] not in passages:
            passages[row["reading"]] = _passage(row)
        said[row["reading"]][row["subject"]][row["property"]].append(row["value"])
    readings = {row["reading"]: row for row in ask_about("readings", "reading", passages)}
    for reading, passage in passages.items():
        passage.claims = claims_in(said[reading])
        triggers = readings.get(reading, {}).get("triggers", "")
        passage.triggers = tuple(part for part in triggers.split("\x1f") if part)
    return sorted(passages.values(), key=lambda passage: (passage.start, passage.end))


def _passage(row: Row) -> Passage:
    return Passage(row["passage"], int(row["start"]), int(row["end"]), row.get("page", ""), row["text"], row["reading"])


def claims_in(subjects: dict[str, Facts]) -> list[Claim]:
    """The claims of one reading, in the order in which people would tell them."""
    found = [claim for subject, facts in subjects.items() if (claim := _claim(subject, facts, subjects))]
    if any(claim.kind != "Inspection" for claim in found):
        found = [claim for claim in found if claim.kind != "Inspection" or "," in claim.words.partition(" by ")[2]]
    order = ["Inspection", "Judgement", "Not given", "Intervention", "Money", "In post", "Quotation"]
    return sorted(
        found, key=lambda claim: (order.index(claim.kind) if claim.kind in order else len(order), claim.words)
    )


def _claim(subject: str, facts: Facts, subjects: dict[str, Facts]) -> Claim | None:
    path = path_of(subject)
    for name, tell in _TELLERS.items():
        if name in facts:
            return tell(subject, path, facts, subjects)
    return None


def _judgement(subject: str, path: str, facts: Facts, subjects: dict[str, Facts]) -> Claim | None:
    area = schemes.label(facts[f"{_CG}area"][0]) if facts.get(f"{_CG}area") else "Judgement"
    denied = facts.get(f"{_CG}notGrade")
    value = facts.get(f"{_CG}grade") or facts.get(f"{_CG}ungradedReason") or denied
    target = path_of(facts[f"{_CG}judgementIn"][0])
    if not value:
        return None
    return Claim(
        "Not given" if denied else "Judgement", area, f"{target}#{slug_of(subject)}", subject, schemes.mark(value[0])
    )


def _inspection(subject: str, path: str, facts: Facts, subjects: dict[str, Facts]) -> Claim:
    times = [
        words
        for name in ("fieldwork", "published")
        for time in facts.get(f"{_CG}{name}", [])
        for edtf in subjects.get(time, {}).get(f"{_CG}edtf", [])
        if (words := edtf_in_words(edtf) if name == "fieldwork" else f"published {edtf_in_words(edtf)}")
    ]
    by = [schemes.short_label(body) for body in facts.get(f"{_CG}conductedBy", [])]
    kind = schemes.label(facts[f"{_CG}assessmentKind"][0]) if facts.get(f"{_CG}assessmentKind") else "Inspection"
    return Claim("Inspection", ", ".join([kind, *[f"by {' and '.join(sorted(by))}"] * bool(by), *times]), path, subject)


def _tenure(subject: str, path: str, facts: Facts, subjects: dict[str, Facts]) -> Claim:
    person = facts[f"{_ORG}member"][0]
    title = facts.get(f"{_CG}titleAsWritten", [""])[0]
    name = _name(person, subjects)
    return Claim("In post", f"{name}, {title}" if title else name, path_of(person), subject)


def _quotation(subject: str, path: str, facts: Facts, subjects: dict[str, Facts]) -> Claim:
    speaker = facts.get(f"{_CG}speaker")
    if speaker:
        return Claim("Quotation", _name(speaker[0], subjects), path_of(speaker[0]), subject)
    body = facts.get(f"{_CG}speakerBody")
    if body:
        return Claim("Quotation", _body(body[0]), path, subject)
    return Claim("Quotation", "speaker not named", path, subject)


def _money(subject: str, path: str, facts: Facts, subjects: dict[str, Facts]) -> Claim:
    kind = schemes.label(facts[f"{_RDF}type"][0]) if facts.get(f"{_RDF}type") else "sum"
    return Claim("Money", f"{pounds(facts[f'{_CG}amount'][0])}, {kind}", path, subject)


def _intervention(subject: str, path: str, facts: Facts, subjects: dict[str, Facts]) -> Claim:
    kind = facts.get(f"{_CG}interventionKind")
    return Claim("Intervention", schemes.label(kind[0]) if kind else "Intervention", path, subject)


def _finding(subject: str, path: str, facts: Facts, subjects: dict[str, Facts]) -> Claim:
    kind = schemes.label(facts[f"{_RDF}type"][0]) if facts.get(f"{_RDF}type") else "finding"
    return Claim(
        kind.capitalize(), shortened(facts[f"{_CG}findingText"][0], 80), path_of(facts[f"{_CG}findingIn"][0]), subject
    )


_TELLERS = {
    f"{_CG}judgementIn": _judgement,
    f"{_CG}findingText": _finding,
    f"{_CG}inspectedBody": _inspection,
    f"{_ORG}member": _tenure,
    f"{_CG}quotedText": _quotation,
    f"{_CG}amount": _money,
    f"{_CG}imposedOn": _intervention,
}


def _name(person: str, subjects: dict[str, Facts]) -> str:
    return next(iter(subjects.get(person, {}).get(f"{_FOAF}name", [])), slug_of(person).replace("-", " "))


def _body(iri: str) -> str:
    return schemes.short_label(iri) if schemes.concept(iri) else slug_of(iri).replace("-", " ").title()
