"""Posts that stand in the line under a name, as under a letter or a column.

Takes the people of a document and the number of a sentence; gives the pair of a name that is all of its sentence with the
title that opens the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extraction.people.pairing import Pair
from graph.extraction.people.roster import Roster, titled_start

_ONLY = re.compile(r"[\s,.]*")
_RULE, _SURE = "signature", 0.82


def signatures(people: Roster, number: int) -> Iterator[Pair]:
    """The pair of a name that stands alone with the post in the line under it."""
    cast, under = people.casts[number], people.casts[number + 1 : number + 2]
    person = cast.people[0]
    alone = " " in person.value and titled_start(people.text, person.span) == cast.sentence.span.start
    if not alone or not _ONLY.fullmatch(people.text, person.span.end, cast.sentence.span.end):
        return
    for each in under:
        if not each.people and each.roles and each.roles[0].span.start == each.sentence.span.start:
            yield Pair(person, each.roles[0], _RULE, _SURE, person.span)
