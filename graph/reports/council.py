"""Settles which council a report is about: the name it prints, on the day of the visit, checked against its number."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from graph.claim import CouncilMention
from graph.document import Span
from graph.register.register import Council, Register

_TRAILING = re.compile(
    r"\s+(?:local\s+authority|children[’']?s\s+(?:services|trust)|council\s+area)\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Identified:
    """The council's slug (empty if unknown), the mention that names it, and what speaks against it."""

    slug: str
    mention: CouncilMention | None = None
    conflict: str = ""


def identify(register: Register, text: str, name: Span | None, number: str | None, on: dt.date | None) -> Identified:
    """The council that the printed name means; where the name is unknown or shared, the provider number decides."""
    numbered = register.by_code(number) if number else ()
    words = " ".join(name.of(text).split()) if name else ""
    naming = register.named(words, on)
    if not naming.councils and _TRAILING.search(words):
        naming = register.named(_TRAILING.sub("", words), on)
    named = naming.councils
    both = tuple(council for council in named if council in numbered)
    if len(named) > 1 and len(both) == 1:
        named = both
    if len(named) == 1:
        mention = CouncilMention(named[0].slug, name, naming.reason) if name else None
        return Identified(named[0].slug, mention, _disagreement(named[0], numbered, number))
    living = tuple(council for council in numbered if on is None or council.existed(on)) or numbered
    if len(living) == 1:
        reason = f"Ofsted's provider number {number} is this council's"
        return Identified(living[0].slug, CouncilMention(living[0].slug, name, reason) if name else None)
    said = f"“{words}” is no council of the register" if words else "the front page names no council"
    return Identified("", conflict=f"{said}, and no provider number settles it")


def _disagreement(named: Council, numbered: tuple[Council, ...], number: str | None) -> str:
    """What is wrong when name and number are of different councils that are not each other's successors."""
    if not numbered or named in numbered:
        return ""
    kin = {*named.successors, *named.predecessors}
    if any(council.slug in kin for council in numbered):
        return ""
    return f"the front page names {named.name}, but provider number {number} is {numbered[0].name}'s"
