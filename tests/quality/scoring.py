"""Scores readings of the development articles with the shared scorer, and finds the sentence behind each error."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from graph.claim import Claim, Extract
from graph.extraction.extractor import extract
from graph.summary import summary
from tests.quality.corpus import CORPUS, documents, gold

KINDS = ("councils", "inspections", "judgements", "officials", "quotes", "money", "interventions")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many facts of a kind were right, invented and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else float(not self.missed)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else float(not self.wrong)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Error:
    """One error: in which article, of which kind (`MISSED`, `SPURIOUS` …), which fact, and a sentence about it."""

    article: str
    kind: str
    fault: str
    fact: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Result:
    """The scores of a set of articles; `false_in_negatives` counts facts read in articles without any inspection."""

    articles: int
    tallies: dict[str, Tally]
    false_in_negatives: int
    negatives: int
    errors: tuple[Error, ...]

    def table(self) -> str:
        """The scores as a table for people."""
        lines = [f"{self.articles} articles", f"{'':14}{'right':>6}{'wrong':>6}{'missed':>7}{'P':>7}{'R':>7}{'F1':>7}"]
        for kind, tally in self.tallies.items():
            scores = f"{tally.precision:7.3f}{tally.recall:7.3f}{tally.f1:7.3f}"
            lines.append(f"{kind:14}{tally.right:6}{tally.wrong:6}{tally.missed:7}{scores}")
        lines.append(
            f"{self.negatives} articles without an inspection: {self.false_in_negatives} false inspections and judgements"
        )
        return "\n".join(lines)


@cache
def scorer() -> ModuleType:
    """The shared scorer as a module."""
    path = CORPUS.parent / "tools" / "score_news.py"
    found = importlib.util.spec_from_file_location("score_news", path)
    if found is None or found.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@cache
def extracts() -> dict[str, Extract]:
    """What is read in each article."""
    return {name: extract(document) for name, document in documents().items()}


@cache
def result() -> Result:
    """The scores of the articles."""
    return score(extracts())


def score(read: dict[str, Extract]) -> Result:
    """The scores of some readings."""
    tool = scorer()
    whole, false, negatives = tool.Acc(), 0, 0
    errors: list[Error] = []
    for name, found in read.items():
        wanted, got = gold(name), summary(found)
        own = tool.Acc()
        tool.score_file(own, name, wanted, got)
        for kind, (right, wrong, missed) in own.n.items():
            whole.add(kind, right, wrong, missed)
        if not wanted["inspections"] and not wanted["judgements"]:
            negatives += 1
            false += own.n["inspections"][1] + own.n["judgements"][1]
        errors += [
            Error(name, kind, fault, fact, sentence(found, fact)) for _, kind, fault, fact in own.err if kind in KINDS
        ]
    tallies = {kind: Tally(*whole.n[kind]) for kind in KINDS}
    return Result(len(read), tallies, false, negatives, tuple(errors))


def sentence(found: Extract, fact: str) -> str:
    """The passage of the claim, or else of the text, that has most words in common with a fact as the scorer writes it."""
    wanted = _words(fact)
    text = found.document.text
    passages: Iterable[str] = (block.span.of(text) for block in found.document.blocks)
    said = [(claim, " ".join(e.passage.of(text) for e in claim.evidence)) for claim in found.claims()]
    near = max(said, key=lambda each: len(wanted & _words(_arguments(each[0]))), default=None)
    if near and len(wanted & _words(_arguments(near[0]))) > 1:
        return near[1]
    return max(passages, key=lambda each: len(wanted & _words(each)), default="")


def _arguments(claim: Claim) -> str:
    names = (
        "area",
        "grade",
        "kind",
        "name",
        "role",
        "speaker",
        "body",
        "amount",
        "inspection",
        "inspectorate",
        "status",
    )
    return " ".join(str(getattr(claim, name, "")) for name in names)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{2,}", text.lower()))
