"""Where the store uses a term of the ontology: one example, and how often, counted up to a bound.

Every term is looked up by the engine's own index and never further than the bound, so that the cost does not grow with the
graph; what was found is kept as long as the data stay the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from graph.errors import CouncilgraphError
from ontology import NS
from server.pages.addresses import path_of
from server.pages.source import setup
from server.pages.terms import Term, short_name, terms

MOST = 1000
_AT_ONCE = 50
_ONE = (
    "{ SELECT (<%(term)s> AS ?term) (COUNT(?this) AS ?number) (SAMPLE(?this) AS ?example)"
    " { SELECT ?this { %(pattern)s } LIMIT %(most)s } }"
)
"""One term's lookup; what is put in are terms of our own ontology and patterns of this file."""
_AGREED, _READ = "%s", "GRAPH ?reading { %s }"


@dataclass(frozen=True, slots=True)
class Use:
    """How often a term is used, `more` where the bound was reached, and one thing of which it is said."""

    number: int
    example: str

    @property
    def more(self) -> bool:
        """Whether there are more than were counted."""
        return self.number > MOST

    @property
    def path(self) -> str:
        """The page of the example."""
        return path_of(self.example)

    @property
    def label(self) -> str:
        """The example as queries name it."""
        return short_name(self.example)


def uses() -> dict[str, Use] | None:
    """By term; terms that nothing uses are left out. None where the store cannot say now."""
    try:
        return _uses(setup().source.tag)
    except CouncilgraphError:
        return None


@lru_cache(maxsize=2)
def _uses(tag: str) -> dict[str, Use]:
    found = _looked_up(list(terms().values()), _AGREED)
    return found | _looked_up([term for iri, term in terms().items() if iri not in found], _READ)


def _looked_up(wanted: list[Term], where: str) -> dict[str, Use]:
    found: dict[str, Use] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        parts = [
            _ONE % {"term": term.iri, "pattern": where % _pattern(term), "most": MOST + 1}
            for term in wanted[start : start + _AT_ONCE]
        ]
        for row in setup().source.select(f"SELECT * {{ {' UNION '.join(parts)} }}"):
            if "example" in row:
                found[row["term"].value] = Use(int(row["number"].value), row["example"].value)  # type: ignore[union-attr]
    return found


def _pattern(term: Term) -> str:
    if term.is_class:
        return f"?this <{NS['rdf']}type> <{term.iri}>"
    return f"?this <{term.iri}> ?value"
