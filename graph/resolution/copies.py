"""Near-identical texts, such as syndicated articles and reprinted releases, which count as one source.

Each text gives a set of sampled five-word shingles; texts that share four fifths of them are copies of one another.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
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
    """For each document the first, by name, of those it is a copy of; itself where there is none."""
    holders: dict[int, list[str]] = defaultdict(list)
    group = {name: name for name in fingerprints}
    for name in sorted(fingerprints):
        mine = fingerprints[name]
        shared: dict[str, int] = defaultdict(int)
        for found in mine:
            for other in holders[found]:
                shared[other] += 1
            holders[found].append(name)
        for other, count in sorted(shared.items()):
            if len(mine) >= FEWEST and count / len(mine | fingerprints[other]) >= ALIKE:
                _join(group, name, other)
    return {name: _first(group, name) for name in fingerprints}


def _first(group: dict[str, str], name: str) -> str:
    while group[name] != name:
        name = group[name]
    return name


def _join(group: dict[str, str], a: str, b: str) -> None:
    first, second = sorted((_first(group, a), _first(group, b)))
    group[second] = first
