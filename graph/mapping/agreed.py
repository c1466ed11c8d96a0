"""The agreed view of one council's inspections: what all sources together say, and where they disagree.

Readings are never edited. Where only one value can hold, the strongest source decides: the inspectorate's own report, then
a body about itself, then the press; then the number of independent documents; then the later document. A tie is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad, Triple

from graph.identity import digest, entity, local_name
from graph.mapping.context import Context
from graph.mapping.document import NEAR_DUPLICATE, reading_iri, source_rank, statements
from graph.mapping.triples import Statement, Triples, in_graph
from graph.resolution.copies import copies, fingerprint
from graph.vocabulary import Vocabulary, term

Term = NamedNode | object
WRITTEN = frozenset({term("gradeAsWritten"), term("areaAsWritten"), term("notGrade")})
FROM_BEST_SOURCE = frozenset(
    {term(name) for name in ("fieldwork", "published", "startDate", "endDate", "framework", "assessmentKind", "area")}
)
DISPUTABLE = term("grade")
PREVIOUS = term("previousAssessment")


@dataclass(frozen=True, slots=True)
class Source:
    """A document as a voice: what it states, its rank (1 strongest), its date, and the group of near-identical texts."""

    context: Context
    statements: tuple[Statement, ...]
    copies: str

    @property
    def rank(self) -> int:
        """1 the inspectorate's own report, 2 a body about itself, 3 the press."""
        return source_rank(self.context.extract.document)

    @property
    def issued(self) -> str:
        """EDTF date, empty where there is none."""
        return self.context.extract.document.issued or ""


def sources_of(contexts: Iterable[Context]) -> list[Source]:
    """The documents as sources, copies of one text joined."""
    found = list(contexts)
    group = copies({context.document: fingerprint(context.extract.document) for context in found})
    return [Source(context, tuple(statements(context)), group[context.document]) for context in found]


@dataclass(frozen=True, slots=True)
class Voice:
    """One source saying one triple in some readings."""

    source: Source
    readings: tuple[NamedNode, ...]
    precision: int


def agreed_quads(scope: str, sources: list[Source], vocabulary: Vocabulary) -> frozenset[Quad]:
    """The quads of the default graph on which the sources of a council agree."""
    voices = _voices(scope, sources)
    said = Triples()
    for (subject, predicate), values in voices.items():
        if predicate == DISPUTABLE:
            _settle(said, subject, values, vocabulary)
        elif predicate not in WRITTEN:
            kept = _from_best(values) if predicate in FROM_BEST_SOURCE or predicate == PREVIOUS else list(values)
            for value in kept if predicate != PREVIOUS or len(kept) == 1 else ():
                said.add(subject, predicate, value)  # type: ignore[arg-type]
    return frozenset(in_graph((*said.done(), *_names(scope, sources))))


Values = dict[Term, list[Voice]]


def _voices(scope: str, sources: Iterable[Source]) -> dict[tuple[NamedNode, NamedNode], Values]:
    found: dict[tuple[NamedNode, NamedNode], Values] = defaultdict(lambda: defaultdict(list))
    for source in sources:
        for statement in source.statements:
            if statement.scope == scope:
                precision = _precision(statement)
                for triple, readings in _by_reading(source.context, statement):
                    if isinstance(triple.subject, NamedNode) and _belongs(triple.subject):
                        voice = Voice(source, readings, precision)
                        found[(triple.subject, triple.predicate)][triple.object].append(voice)
    return found


def _belongs(subject: NamedNode) -> bool:
    """People and time references are described in the default graph by their documents."""
    return "/id/person/" not in subject.value and "/id/time/" not in subject.value


def _by_reading(context: Context, statement: Statement) -> Iterator[tuple[Triple, tuple[NamedNode, ...]]]:
    readings: dict[Triple, list[NamedNode]] = defaultdict(list)
    for evidence in statement.claim.evidence:
        reading = reading_iri(context, evidence.passage)
        for triple in statement.said_by(evidence):
            readings[triple].append(reading)
    return ((triple, tuple(dict.fromkeys(found))) for triple, found in readings.items())


def _precision(statement: Statement) -> int:
    """Fewer days between the bounds of the fieldwork come first; none come last."""
    periods = getattr(statement.claim, "fieldwork", ())
    spans = [(time.latest - time.earliest).days for time in periods if time.earliest and time.latest]
    return max(spans, default=100_000)


def _from_best(values: Values) -> list[Term]:
    """All values of the one strongest and most exact document."""
    ranked = sorted(
        (v.source.rank, v.precision, v.source.context.document) for voices in values.values() for v in voices
    )
    best = ranked[0][2]
    return [value for value, voices in values.items() if any(v.source.context.document == best for v in voices)]


def _settle(said: Triples, subject: NamedNode, values: Values, vocabulary: Vocabulary) -> None:
    strengths = sorted(((_strength(voices), str(value)), value) for value, voices in values.items())
    (best, _), preferred = strengths[0]
    tie = len(strengths) > 1 and strengths[1][0][0] == best
    if not tie:
        said.add(subject, DISPUTABLE, preferred)  # type: ignore[arg-type]
    if len(strengths) == 1:
        return
    record = entity("disagreement", local_name(subject.value))
    said.type(record, "Disagreement")
    said.add(record, "disputedSubject", subject)
    said.add(record, "disputedProperty", DISPUTABLE)
    for value, voices in values.items():
        for reading in (reading for voice in voices for reading in voice.readings):
            said.add(record, "conflictingReading", reading)
            if not tie and value == preferred:
                said.add(record, "preferredReading", reading)
    ground = "tie" if tie else _ground(best, strengths[1][0][0])
    said.add(record, "settledBy", vocabulary.get("settlement", ground).iri)


Strength = tuple[int, int, tuple[int, ...]]


def _strength(voices: list[Voice]) -> Strength:
    """Smaller is stronger: rank of the best source, then many independent documents, then a late date."""
    latest = max((voice.source.issued for voice in voices), default="")
    return (
        min(voice.source.rank for voice in voices),
        -len({voice.source.copies for voice in voices}),
        tuple(-ord(character) for character in latest) or (0,),
    )


def _ground(best: Strength, second: Strength) -> str:
    if best[0] != second[0]:
        return "stronger_source"
    return "more_sources" if best[1] != second[1] else "later_source"


def _names(scope: str, sources: Iterable[Source]) -> tuple[Triple, ...]:
    """Former, less exact addresses of inspections, which stay resolvable, and those that could be several."""
    said = Triples()
    names: dict[str, set[str]] = defaultdict(set)
    grounds: dict[tuple[str, str], list[tuple[Source, str]]] = defaultdict(list)
    canonical = set()
    for source in sources:
        for claim in source.context.extract.inspections:
            decision = source.context.decisions.get(claim.ref)
            if decision is None or claim.council != scope or not claim.published:
                continue
            canonical.add(decision.name)
            names[decision.alias].add(decision.name)
            grounds[(decision.alias, decision.name)].append((source, decision.reason))
            for candidate in decision.candidates:
                said.add(entity("inspection", decision.name), "mayReferTo", entity("inspection", candidate))
    for alias, targets in names.items():
        if alias in canonical or len(targets) != 1:
            continue
        (name,) = targets
        old, new = entity("inspection", alias), entity("inspection", name)
        said.add(old, "dct:isReplacedBy", new)
        for source, reason in grounds[(alias, name)]:
            record = entity("inference", digest(alias, name, source.context.document))
            said.type(record, "Resolution")
            said.add(record, "inferredSubject", old)
            said.add(record, "inferredProperty", term("dct:isReplacedBy"))
            said.add(record, "inferredValue", new)
            said.add(record, "inferredFrom", source.context.document_iri)
            said.add(record, "reason", reason or "The same inspection with a more exact date.")
    for source in sources:
        if source.copies != source.context.document:
            said.add(source.context.document_iri, NEAR_DUPLICATE, entity("document", source.copies))
    return said.done()
