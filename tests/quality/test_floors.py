"""How well the development articles are read, pinned: no change may lower a floor silently.

The floors belong to one state of the corpus; a changed corpus needs them measured again.
"""

from __future__ import annotations

import pytest

from tests.quality.corpus import digest
from tests.quality.scoring import KINDS, extracts, result, score

CORPUS_DIGEST = "e96c3155caa5f52f"
FLOORS = {  # precision, recall
    "councils": (0.99, 0.98),
    "inspections": (0.98, 0.96),
    "judgements": (0.985, 0.975),
    "officials": (0.99, 0.99),
    "quotes": (0.98, 0.99),
    "money": (0.98, 0.98),
    "interventions": (0.95, 0.95),
}

pytestmark = [pytest.mark.devdata, pytest.mark.slow]


def test_the_corpus_is_the_one_measured() -> None:
    assert digest() == CORPUS_DIGEST


@pytest.mark.parametrize("kind", KINDS)
def test_floor(kind: str) -> None:
    precision, recall = FLOORS[kind]
    scores = result().tallies[kind]
    assert scores.precision >= precision
    assert scores.recall >= recall


def test_no_inspection_is_read_where_there_is_none() -> None:
    assert result().false_in_negatives == 0


@pytest.mark.parametrize("name", ["written/seed_000", "written/seed_001", "written/D01", "written/D02"])
def test_first_articles_are_read_without_a_fault(name: str) -> None:
    found = score({name: extracts()[name]})
    assert found.errors == ()


def test_table_shows_every_kind() -> None:
    table = result().table()
    assert all(kind in table for kind in KINDS)
