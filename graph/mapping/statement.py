"""One claim as triples, before it is decided in which graphs they stand."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from graph.claim import Claim, Evidence


@dataclass(frozen=True, slots=True)
class Statement:
    """What one claim says.

    `everywhere` stands in the graph of each passage of evidence, `only` in that of the named passages; `subject` is what
    the claim is about; `scope` is the council whose sources must agree on it, empty where each source stands for itself.
    """

    claim: Claim
    subject: NamedNode
    scope: str
    everywhere: tuple[Triple, ...]
    only: tuple[tuple[Evidence, tuple[Triple, ...]], ...] = ()

    def triples(self) -> tuple[Triple, ...]:
        """All of them."""
        return tuple(dict.fromkeys([*self.everywhere, *(triple for _, some in self.only for triple in some)]))

    def said_by(self, evidence: Evidence) -> tuple[Triple, ...]:
        """Those that one passage says."""
        return (*self.everywhere, *(triple for place, some in self.only for triple in some if place == evidence))
