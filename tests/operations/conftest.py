"""Invented articles, stores made of them, and what a store must satisfy whatever happened to it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from pyoxigraph import Quad

from graph.claim import Extract
from graph.document import Origin
from graph.extraction.extractor import extract
from graph.library import Library
from graph.reading import Metadata, read_bytes, read_file
from graph.samples import sample_paths

PROGRAM = str(Path(sys.executable).with_name("councilgraph"))
STORY = """{council} Council children's services rated {grade}

Children's services at {council} Council have been rated {grade} by Ofsted after an inspection in {month} {year}.

Jane Example, the chief executive of {council} Council, said: "We have worked hard and number {number} is ours."
"""
COUNCILS = ("Hull City", "Leeds City", "Kent County", "Devon County", "Derby City")
GRADES = ("good", "inadequate", "outstanding", "requires improvement")


def article(number: int) -> Extract:
    """An invented article; each number gives another one."""
    words = STORY.format(
        council=COUNCILS[number % len(COUNCILS)],
        grade=GRADES[number % len(GRADES)],
        month=("January", "March", "May")[number % 3],
        year=2015 + number % 9,
        number=number,
    )
    metadata = Metadata.of(Origin.FLAG, key=f"invented-{number}", date=f"{2015 + number % 9}-06-01")
    return extract(read_bytes(words.encode(), name="article.txt", metadata=metadata))


def quads_of(store: Path) -> frozenset[Quad]:
    """Everything in the graph of a store nobody writes to."""
    with Library(str(store), create=False) as library:
        return frozenset(library.store.quads())


def graph_is_what_the_state_says(store: Path) -> bool:
    """Whether graph and state are of one moment: the graph holds the partitions that the state remembers, no more, no less."""
    with Library(str(store), create=False) as library:
        remembered: set[Quad] = set()
        for name in library.state.partitions.names():
            remembered |= library.state.partitions.quads(name)
        return remembered == set(library.store.quads())


@pytest.fixture(scope="session")
def sample_extracts() -> tuple[Extract, ...]:
    """The two sample articles as read."""
    return tuple(extract(read_file(path)) for path in sample_paths())


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory, sample_extracts: tuple[Extract, ...]) -> Path:
    """A store with the samples and a few invented articles, which nobody may write to."""
    place = tmp_path_factory.mktemp("pattern") / "store"
    with Library(str(place)) as library:
        library.add([*sample_extracts, *map(article, range(6))])
        library.drain()
    return place


@pytest.fixture
def store(tmp_path: Path, pattern: Path) -> Path:
    """A copy of the store, to do with as one likes."""
    return Path(shutil.copytree(pattern, tmp_path / "store"))
