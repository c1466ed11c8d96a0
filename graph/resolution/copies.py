"""Near-identical texts, such as syndicated articles and reprinted releases, which count as one source.

Each text gives a set of sampled five-word shingles; texts that share four fifths of them are copies of one another.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping

from graph.document import Document, Zone

WORDS = 5
SAMPLE = 4  # one shingle in four is kept, chosen by its own digest
ALIKE = 0.8
FEWEST = 8  # shorter texts say too little to be called copies


def fingerprint(document: Document) -> frozenset[int]:
    """Digests of a sample of the shingles of all text but promotion."""
    body = " ".join(block.span.of(document.text) for block in document.blocks if block.zone is not Zone.PROMO)
    words = re.findall(r"\w+", body.casefold())
    digests = (zlib.crc32(" ".join(words[place : place + WORDS]).encode()) for place in range(len(words) - WORDS + 1))
    return frozenset(found for found in digests if found % SAMPLE == 0)


def copies(fingerprints: Mapping[str, frozenset[int]]) -> dict[str, str]:
    """For each document the first, by name, of those it is a copy of; itself where there is none.

    Texts that share four fifths share one of their rarest fifth of shingles, so only those are looked up: what a site
    prints on every page, which a whole council's articles share, costs nothing.
    """
    frequency = Counter(found for mine in fingerprints.values() for found in mine)
    holders: dict[int, list[str]] = defaultdict(list)
    same: dict[frozenset[int], str] = {}
    group = {name: name for name in fingerprints}
    for name in sorted(fingerprints):
        mine = fingerprints[name]
        if ALIKE * len(mine) >= FEWEST and mine in same:  # what is like one is then like the other
            _join(group, name, same[mine])
            continue
        same.setdefault(mine, name)
        rarest = sorted(mine, key=lambda found: (frequency[found], found))[: _prefix(len(mine))]
        for other in sorted({other for found in rarest for other in holders[found]}):
            theirs = fingerprints[other]
            if len(mine) >= FEWEST and len(mine & theirs) / len(mine | theirs) >= ALIKE:
                _join(group, name, other)
        for found in rarest:
            holders[found].append(name)
    return {name: _first(group, name) for name in fingerprints}


def _prefix(size: int) -> int:
    """How many of the rarest shingles of two texts must be looked at so that one is shared by all pairs that are alike."""
    return size - math.ceil(ALIKE * size - 1e-9) + 1 if size else 0


def _first(group: dict[str, str], name: str) -> str:
    while group[name] != name:
        name = group[name]
    return name


def _join(group: dict[str, str], a: str, b: str) -> None:
    first, second = sorted((_first(group, a), _first(group, b)))
    group[second] = first
