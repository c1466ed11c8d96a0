"""What a place is about where a document names several councils: what rules say, unless the words speak for others.

Takes a Place, gives the group of councils and a factor for confidence; the words are weighed by the table `about`.
"""

from __future__ import annotations

from graph.extraction.focus.collective import Group
from graph.extraction.focus.neighbours import is_neighbour
from graph.extraction.focus.place import Place
from graph.extraction.focus.traits import traits
from graph.extraction.likelihood.weights import probability

_YIELD = 0.35  # so much likelier must another group be than what rules say
_ALONE = 0.5  # so likely must the only group be where rules say none
_LIKELY, _DOUBTFUL = 0.5, 0.3
_SURE, _PERHAPS = 0.97, 0.75


def weighed(place: Place) -> tuple[Group, float]:
    """The councils that a place is about, and how sure that is."""
    if not place.groups or (len(place.groups) < 2 and place.rules):
        return place.rules, place.surely
    if place.counted or is_neighbour(place.line, place.start):
        return place.rules, place.surely
    likely = _likely(place)
    if place.unnamed or not likely:
        return place.rules, min(place.surely, _PERHAPS) if place.unnamed else place.surely
    best = max(likely, key=lambda group: likely[group])
    if not place.rules and likely[best] < (_ALONE if len(likely) == 1 else 0):
        return (), place.surely
    if place.rules and likely[best] - likely[place.rules] < _YIELD:
        doubtful = best != place.rules and likely[place.rules] < _DOUBTFUL
        return place.rules, min(place.surely, _PERHAPS) if doubtful else place.surely
    return best, _SURE if likely[best] >= _LIKELY else _PERHAPS


def _likely(place: Place) -> dict[Group, float]:
    """How likely the place is about each group, where rules name one without those named only as helpers of another."""
    return {
        group: probability("about", features)
        for group, features in traits(place).items()
        if group == place.rules or not place.rules or place.aside.isdisjoint(group)
    }
