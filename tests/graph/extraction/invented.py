"""Articles about invented councils, made readable to an extractor that knows only real ones.

The texts of the project's own name Sampleton, Otherham, Thirdford and Countyshire; `document` puts names of the register
in their place, by default these, so that nothing untrue about a real council is written down anywhere.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.claim import Extract
from graph.document import Document
from graph.extraction.extractor import extract
from graph.reading import Metadata, read_bytes
from graph.summary import date_of

STAND_INS = {"Sampleton": "Derby", "Otherham": "Leicester", "Thirdford": "Medway", "Countyshire": "Kent"}
OTHER_STAND_INS = {"Sampleton": "Wolverhampton", "Otherham": "Salford", "Thirdford": "Halton", "Countyshire": "Surrey"}


@dataclass(frozen=True, slots=True)
class Article:
    """A text and the facts in it, each as words: `sampleton current overall good 2024-03`."""

    text: str
    judgements: frozenset[str] | None
    interventions: frozenset[str] | None
    inspections: frozenset[str] | None


@cache
def articles() -> tuple[Article, ...]:
    """The articles of all files in articles/; news.toml there says how they are written."""
    files = sorted((Path(__file__).parent / "articles").glob("*.toml"))
    written = [each for file in files for each in tomllib.loads(file.read_text("utf-8"))["article"]]
    return tuple(
        Article(
            each["text"],
            frozenset(each["judgements"]) if "judgements" in each else None,
            frozenset(each["interventions"]) if "interventions" in each else None,
            frozenset(each["inspections"]) if "inspections" in each else None,
        )
        for each in written
    )


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence behind a text without grades, and the `area grade` that it gives a council; empty if it gives none."""

    before: str
    sentence: str
    said: str

    @property
    def text(self) -> str:
        """The text with the sentence."""
        return self.before + self.sentence


@cache
def remarks() -> tuple[Remark, ...]:
    """The sentences of remarks.toml."""
    settings = tomllib.loads(Path(__file__).with_name("remarks.toml").read_text("utf-8"))["setting"]
    return tuple(
        Remark(setting["text"], sentence, said)
        for setting in settings
        for said, sentence in [*(("", sentence) for sentence in setting["nothing"]), *setting["said"]]
    )


def document(text: str, names: dict[str, str] | None = None, metadata: Metadata | None = None) -> Document:
    """The document of a text with real names for the invented ones."""
    for invented, real in (names or STAND_INS).items():
        text = text.replace(invented, real)
    return read_bytes(text.encode(), name="article.txt", metadata=metadata)


def judgements(found: Extract, names: dict[str, str] | None = None) -> frozenset[str]:
    """The published judgements of an extract in the words of articles/news.toml."""
    slugs = _slugs(names)
    by_ref = {claim.ref: claim for claim in found.inspections}
    said = set()
    for claim in found.judgements:
        if claim.published and not claim.negated:
            inspection = by_ref[claim.inspection]
            area = "overall" if claim.area == "adult_social_care" else claim.area
            council = slugs.get(inspection.council, inspection.council)
            said.add(f"{council} {inspection.status} {area} {claim.grade} {date_of(inspection) or '-'}")
    return frozenset(said)


def inspections(found: Extract, names: dict[str, str] | None = None) -> frozenset[str]:
    """The published inspections of an extract as council, inspectorate, status and date."""
    slugs = _slugs(names)
    return frozenset(
        f"{slugs.get(c.council, c.council)} {c.inspectorate} {c.status} {date_of(c) or '-'}"
        for c in found.inspections
        if c.published
    )


def interventions(found: Extract, names: dict[str, str] | None = None) -> frozenset[str]:
    """The published interventions of an extract in the words of articles/news.toml."""
    slugs = _slugs(names)
    return frozenset(f"{slugs.get(c.council, c.council)} {c.kind}" for c in found.interventions if c.published)


def _slugs(names: dict[str, str] | None) -> dict[str, str]:
    return {real.lower(): invented.lower() for invented, real in (names or STAND_INS).items()}


def read(text: str, names: dict[str, str] | None = None) -> Extract:
    """What the extractor reads in a text about invented councils."""
    return extract(document(text, names))
