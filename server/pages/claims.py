"""What a passage says, in words for the margin of a document: one line a claim, with the page it leads to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from ontology import NS, VOCABULARY
from server.pages import schemes
from server.pages.addresses import path_of, slug_of
from server.pages.asking import Row, ask, ask_about
from server.pages.evidence import triggers_of
from server.pages.schemes import Mark
from server.pages.wording import edtf_in_words, listed, pounds, shortened

_CG, _TYPE, _MEMBER = f"{VOCABULARY}#", NS["rdf"] + "type", NS["org"] + "member"
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
    """A passage with its offsets, its reading and what it says; a cell of a table has no offsets, which is -1."""

    iri: str
    start: int
    end: int
    page: str
    text: str
    reading: str
    claims: list[Claim] = field(default_factory=list)
    triggers: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """Its name within the page."""
        return f"p{self.start}" if self.start >= 0 else slug_of(self.iri)

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
        passage.triggers = triggers_of(readings.get(reading, {}))
        passage.rules = tuple(readings.get(reading, {}).get("rules", "").split())
    return sorted(passages.values(), key=lambda passage: (passage.start, passage.end, len(passage.iri), passage.iri))


def _passage(row: Row) -> Passage:
    start, end = int(row.get("start", -1)), int(row.get("end", -1))
    return Passage(row["passage"], start, end, row.get("page", ""), row["text"], row["reading"])


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
    for name, tell in _TELLERS.items():
        if name in facts:
            return tell(subject, facts, subjects)
    return None


def _one(facts: Facts, name: str) -> str:
    """A value, empty without one."""
    return next(iter(facts.get(f"{_CG}{name}", ())), "")


def _judgement(subject: str, facts: Facts, subjects: dict[str, Facts]) -> Claim | None:
    area, denied = _one(facts, "area"), _one(facts, "notGrade")
    value = _one(facts, "grade") or _one(facts, "ungradedReason") or denied
    target = f"{path_of(_one(facts, 'judgementIn'))}#{slug_of(subject)}"
    words = schemes.label(area) if area else "Judgement"
    return Claim("Not given" if denied else "Judgement", words, target, subject, schemes.mark(value)) if value else None


def _inspection(subject: str, facts: Facts, subjects: dict[str, Facts]) -> Claim:
    parts = [schemes.label(_one(facts, "assessmentKind")) or "Inspection"]
    if by := [schemes.short_label(body) for body in facts.get(f"{_CG}conductedBy", [])]:
        parts.append(f"by {listed(sorted(by))}")
    for name, before in (("fieldwork", ""), ("published", "published ")):
        times = [_one(subjects.get(time, {}), "edtf") for time in facts.get(f"{_CG}{name}", [])]
        parts += [before + edtf_in_words(edtf) for edtf in times if edtf]
    return Claim("Inspection", ", ".join(parts), path_of(subject), subject)


def _tenure(subject: str, facts: Facts, subjects: dict[str, Facts]) -> Claim:
    person, title = facts[_MEMBER][0], _one(facts, "titleAsWritten")
    name = _name(person, subjects)
    return Claim("In post", f"{name}, {title}" if title else name, path_of(person), subject)


def _quotation(subject: str, facts: Facts, subjects: dict[str, Facts]) -> Claim:
    speaker, body = _one(facts, "speaker"), _one(facts, "speakerBody")
    if speaker:
        return Claim("Quotation", _name(speaker, subjects), path_of(speaker), subject)
    name = schemes.short_label(body) if schemes.concept(body) else slug_of(body).replace("-", " ").title()
    return Claim("Quotation", name or "speaker not named", path_of(subject), subject)


def _money(subject: str, facts: Facts, subjects: dict[str, Facts]) -> Claim:
    return Claim("Money", f"{pounds(_one(facts, 'amount'))}, {_class(facts) or 'sum'}", path_of(subject), subject)


def _intervention(subject: str, facts: Facts, subjects: dict[str, Facts]) -> Claim:
    kind = _one(facts, "interventionKind")
    return Claim("Intervention", schemes.label(kind) if kind else "Intervention", path_of(subject), subject)


def _finding(subject: str, facts: Facts, subjects: dict[str, Facts]) -> Claim:
    words = shortened(_one(facts, "findingText"), 80)
    return Claim((_class(facts) or "finding").capitalize(), words, path_of(_one(facts, "findingIn")), subject)


_TELLERS = {
    f"{_CG}judgementIn": _judgement,
    f"{_CG}findingText": _finding,
    f"{_CG}inspectedBody": _inspection,
    _MEMBER: _tenure,
    f"{_CG}quotedText": _quotation,
    f"{_CG}amount": _money,
    f"{_CG}imposedOn": _intervention,
}


def _class(facts: Facts) -> str:
    return schemes.label(facts[_TYPE][0]) if _TYPE in facts else ""


def _name(person: str, subjects: dict[str, Facts]) -> str:
    return next(iter(subjects.get(person, {}).get(NS["foaf"] + "name", [])), slug_of(person).replace("-", " "))
