"""The questions of the benchmark as requests that no cache has seen, or that repeat."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.bench.client import Place

_FOLDER = Path(__file__).with_name("asked")
_numbers = itertools.count()
HEAVY = "SELECT (COUNT(*) AS ?number) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def texts(kind: str) -> dict[str, str]:
    """Name and text of the questions of a kind: small or large."""
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted((_FOLDER / kind).glob("*.rq"))}


def filled(text: str, values: Mapping[str, str]) -> str:
    """The question about certain things."""
    for name, value in values.items():
        text = text.replace(f"{{{{{name}}}}}", value)
    return text


def unseen(text: str) -> str:
    """The same question in other words, so that an answer kept from before is of no use."""
    return f"PREFIX once: <urn:once:{next(_numbers)}>\n{text}"


def mixed(place: Place, things: Sequence[Mapping[str, str]], *, repeated: bool) -> Callable[[], bytes]:
    """Small questions in turn about one thing after another: all different, or a few hundred again and again."""
    chance = random.Random(3)
    known = [filled(text, values) for text in texts("small").values() for values in things]
    if repeated:
        requests = [place.question(text) for text in known]
        return lambda: chance.choice(requests)
    return lambda: place.question(unseen(chance.choice(known)))
