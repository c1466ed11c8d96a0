"""Articles made by rule for tests of scale: real names of councils, invented facts, invented people called Example.

The same seed gives the same articles. Nothing in them happened; every one says so in its last line.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from graph.register.register import Council, load_register
from tests.generate import words

INSPECTIONS = 6
SEED = 20190520


@dataclass(frozen=True, slots=True)
class Visit:
    """An invented inspection."""

    start: dt.date
    overall: str
    areas: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A generated article; `key` is its identity."""

    key: str
    text: str
    title: str
    date: str
    url: str

    def record(self) -> dict[str, str]:
        """As an object of JSON Lines."""
        return {"id": self.key, "text": self.text, "title": self.title, "date": self.date, "url": self.url}


def articles(count: int, seed: int = SEED) -> Iterator[Article]:
    """So many articles about the inspections of children's services."""
    councils = sorted(
        (
            council
            for council in load_register().councils.values()
            if council.childrens_services and council.end is None
        ),
        key=lambda council: council.slug,
    )
    visits = {council.slug: _visits(council, seed) for council in councils}
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")
        council = chance.choice(councils)
        yield _article(number, council, visits[council.slug], chance)


def _visits(council: Council, seed: int) -> list[Visit]:
    """The inspections that all articles about a council speak of."""
    chance = random.Random(f"{seed}-{council.slug}")
    found = []
    for place in range(INSPECTIONS):
        start = dt.date(2012 + 2 * place + chance.randrange(2), chance.randrange(1, 11), 1)
        start += dt.timedelta(days=(7 - start.weekday()) % 7 + 7 * chance.randrange(3))
        areas = tuple((area, chance.choice(words.GRADES)) for area in words.AREAS)
        found.append(Visit(start, chance.choice(words.GRADES), areas))
    return found


def _article(number: int, council: Council, visits: list[Visit], chance: random.Random) -> Article:
    place = chance.randrange(len(visits))
    visit, before = visits[place], visits[place - 1] if place else None
    issued = visit.start + dt.timedelta(days=chance.randrange(45, 110))
    given = {
        "council": council.name,
        "short": council.short_name,
        "grade": visit.overall,
        "month": f"{visit.start:%B}",
        "year": f"{visit.start:%Y}",
        "days": _days(visit.start),
        "earlier_year": f"{before.start:%Y}" if before else "",
        "earlier_grade": before.overall if before else "",
        "director": f"{chance.choice(words.FIRST_NAMES)} Example",
        "leader": f"{chance.choice(words.FIRST_NAMES)} Example-{chance.choice(words.SECOND_NAMES)}",
        "amount": str(chance.randrange(2, 40)),
        "team": chance.choice(words.TEAMS),
        "place": chance.choice(words.PLACES),
    }
    title = chance.choice(words.HEADLINES).format(**given)
    paragraphs = [chance.choice(words.LEADS).format(**given), chance.choice(words.VISITS).format(**given)]
    for area, grade in chance.sample(visit.areas, chance.randrange(1, len(visit.areas) + 1)):
        paragraphs.append(chance.choice(words.AREA_SENTENCES).format(area=area, area_grade=grade, **given))
    if before:
        paragraphs.append(chance.choice(words.EARLIER).format(**given))
    paragraphs.append(chance.choice(words.QUOTES).format(**given))
    paragraphs += [line.format(**given) for line in chance.sample(words.FILLING, chance.randrange(2, 6))]
    if chance.random() < 0.3:
        paragraphs.append(chance.choice(words.MONEY).format(**given))
    paragraphs.append(f"Generated example {number}: nothing in it happened.")
    key = f"example-{number:06}"
    url = f"https://news.example/{council.slug}/{key}"
    return Article(key, "\n\n".join([title, *paragraphs]) + "\n", title, issued.isoformat(), url)


def _days(start: dt.date) -> str:
    last = start + dt.timedelta(days=11)
    return f"{start.day} {start:%B} to {last.day} {last:%B} {last.year}"
