"""An invented graph of the project's shape, as N-Quads of any size: facts in the default graph, and each of them once more
in the named graph of what it was read from. So the default graph is also the union of all graphs, and engines that answer
from the union give the same rows.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

PLACE = "https://bench.example/"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
XSD = "http://www.w3.org/2001/XMLSchema#"
COUNCILS, REGIONS, JUDGED, SENTENCES, CLAIMS = 330, 9, 5, 6, 4
QUADS_A_DOCUMENT, QUADS_OF_REFERENCE = 117, 3_300
GRADES = ("outstanding", "good", "requires-improvement", "inadequate")
POSTS = ("chief-executive", "director-of-children-s-services", "leader", "lead-member")
WORDS = [
    *("families", "waited", "longer", "than", "planned", "staff", "know", "every", "child", "well", "records", "show"),
    *(
        "steady",
        "change",
        "since",
        "spring",
        "managers",
        "check",
        "their",
        "teams",
        "rarely",
        "partners",
        "praise",
        "towns",
    ),
]
FIRST_DAY = date(2012, 1, 1)


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each kind make about so many quads."""

    documents: int
    inspections: int
    people: int

    @classmethod
    def of(cls, quads: int) -> Size:
        """Two inspections for three documents, a person for four."""
        documents = max(9, (quads - QUADS_OF_REFERENCE) // QUADS_A_DOCUMENT)
        return cls(documents, max(COUNCILS // 3, documents // 3), max(20, documents // 4))


def write_graph(file: Path, quads: int, seed: int = 7) -> int:
    """Write the graph; gives the exact number of quads."""
    written = 0
    with file.open("w", encoding="utf-8", buffering=1 << 20) as out:
        for graph, subject, predicate, value in _facts(Size.of(quads), random.Random(seed)):
            fact = f"{subject} {predicate} {value} "
            out.write(f"{fact}.\n{fact}{graph} .\n")
            written += 2
    return written


def parameters(quads: int, number: int, seed: int = 11) -> list[dict[str, str]]:
    """Things to ask about: so many sets of values for the placeholders of a question."""
    size, chance = Size.of(quads), random.Random(seed)
    return [
        {"council": _thing("council", chance.randrange(COUNCILS)),
         "inspection": _thing("inspection", chance.randrange(size.inspections)),
         "document": _thing("document", chance.randrange(size.documents))}
        for _ in range(number)
    ]  # fmt: skip


def _thing(kind: str, name: object) -> str:
    return f"<{PLACE}id/{kind}/{name}>"


def _term(name: str) -> str:
    return f"<{PLACE}ns#{name}>"


def _typed(value: object, kind: str) -> str:
    return f'"{value}"^^<{XSD}{kind}>'


Fact = tuple[str, str, str, str]


def _facts(size: Size, chance: random.Random) -> Iterator[Fact]:
    yield from _reference(chance)
    for number in range(size.inspections):
        yield from _inspection(number, size, chance)
    for number in range(size.people):
        yield from _person(number, chance)
    for number in range(size.documents):
        yield from _document(number, size, chance)


def _reference(chance: random.Random) -> Iterator[Fact]:
    graph = _thing("graph", "reference")
    for number in range(REGIONS):
        region = _thing("region", number)
        yield graph, region, LABEL, f'"Region {number}"@en'
        yield graph, region, _term("within"), _thing("country", "all")
    for number in range(COUNCILS):
        council = _thing("council", number)
        yield graph, council, TYPE, _term("Council")
        yield graph, council, LABEL, f'"Council {number}"@en'
        yield graph, council, _term("within"), _thing("region", chance.randrange(REGIONS))
        yield graph, council, _term("population"), _typed(chance.randrange(40_000, 900_000), "integer")


def _inspection(number: int, size: Size, chance: random.Random) -> Iterator[Fact]:
    inspection, graph = _thing("inspection", number), _thing("graph", f"inspection-{number}")
    day = FIRST_DAY + timedelta(days=chance.randrange(5000))
    yield graph, inspection, TYPE, _term("Inspection")
    yield graph, inspection, _term("inspectedBody"), _thing("council", chance.randrange(COUNCILS))
    yield graph, inspection, _term("began"), _typed(day, "date")
    yield graph, inspection, _term("grade"), _term(chance.choices(GRADES, (1, 5, 4, 2))[0])
    yield graph, inspection, _term("inspector"), _thing("person", chance.randrange(size.people))
    for area in range(JUDGED):
        judgement = _thing("judgement", f"{number}-{area}")
        yield graph, judgement, TYPE, _term("Judgement")
        yield graph, judgement, _term("judgementIn"), inspection
        yield graph, judgement, _term("area"), _term(f"area-{area}")
        yield graph, judgement, _term("grade"), _term(chance.choices(GRADES, (1, 5, 4, 2))[0])
    yield _thing("graph", "readings"), graph, _term("readOn"), _typed(f"{day}T09:00:00Z", "dateTime")


def _person(number: int, chance: random.Random) -> Iterator[Fact]:
    graph, person, post = _thing("graph", "people"), _thing("person", number), _thing("post", number)
    began = FIRST_DAY + timedelta(days=chance.randrange(4000))
    yield graph, person, LABEL, f'"Example Person {number}"@en'
    yield graph, post, _term("heldBy"), person
    yield graph, post, _term("at"), _thing("council", chance.randrange(COUNCILS))
    yield graph, post, _term("role"), _term(chance.choice(POSTS))
    yield graph, post, _term("from"), _typed(began, "date")
    if chance.random() < 0.6:
        yield graph, post, _term("until"), _typed(began + timedelta(days=chance.randrange(90, 1500)), "date")


def _document(number: int, size: Size, chance: random.Random) -> Iterator[Fact]:
    document, graph = _thing("document", number), _thing("graph", f"document-{number}")
    day = FIRST_DAY + timedelta(days=chance.randrange(5000))
    inspection = _thing("inspection", chance.randrange(size.inspections))
    yield graph, document, TYPE, _term("Document")
    yield graph, document, _term("title"), f'"{" ".join(chance.choices(WORDS, k=8))} {number}"@en'
    yield graph, document, _term("issued"), _typed(day, "date")
    yield graph, document, _term("mentions"), inspection
    for place in range(SENTENCES):
        sentence = _thing("sentence", f"{number}-{place}")
        yield graph, sentence, TYPE, _term("Sentence")
        yield graph, sentence, _term("text"), f'"{" ".join(chance.choices(WORDS, k=chance.randrange(12, 28)))}"@en'
        yield graph, sentence, _term("partOf"), document
        yield graph, sentence, _term("position"), _typed(place, "integer")
    for place in range(CLAIMS):
        claim = _thing("claim", f"{number}-{place}")
        yield graph, claim, TYPE, _term("Claim")
        yield graph, claim, _term("about"), inspection
        yield graph, claim, _term("says"), _term(chance.choice(GRADES))
        yield graph, claim, _term("readFrom"), _thing("sentence", f"{number}-{chance.randrange(SENTENCES)}")
        yield graph, claim, _term("confidence"), _typed(round(chance.uniform(0.4, 1), 3), "decimal")
    yield _thing("graph", "readings"), graph, _term("readOn"), _typed(f"{day}T12:00:00Z", "dateTime")
