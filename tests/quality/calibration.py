"""How far the confidence of a judgement can be trusted: precision by band and by rule, candidates included.

A judgement is right if the gold of its article has the council, inspection, area and grade, as the shared scorer pairs
them; what gold lists as optional counts neither way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from graph.claim import Extract, JudgementClaim
from graph.summary import summary
from tests.quality.corpus import gold
from tests.quality.scoring import extracts, scorer

UNMEASURED, ARTICLES = 0.85, 6
BANDS = ((0.0, 0.6), (0.6, 0.75), (0.75, 0.85), (0.85, 1.01))


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement read in some article, and whether gold has it."""

    article: str
    claim: JudgementClaim
    right: bool


@dataclass(frozen=True, slots=True)
class Band:
    """The judgements of a stretch of confidences, or of one rule.

    `trust` is the confidence to give a rule: its share of right judgements, every article counting once, as if it had
    also been seen in six articles in which it was right as often as rules are that nobody has measured.
    """

    name: str
    right: int
    wrong: int
    trust: float

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else float("nan")


def verdicts(read: Iterable[tuple[str, Extract, dict[str, Any]]]) -> list[Verdict]:
    """Every judgement of some readings, each given as name, extract and gold, with whether it is right."""
    return [verdict for name, found, annotated in read for verdict in _verdicts(name, found, annotated)]


def measured() -> list[Verdict]:
    """The judgements read in all development articles."""
    read = extracts()
    return verdicts((name, found, gold(name)) for name, found in read.items())


def by_band(found: Iterable[Verdict]) -> list[Band]:
    """The bands of confidence, weakest first."""
    known = list(found)
    return [
        _band(f"{low:.2f}–{min(high, 1):.2f}", [each for each in known if low <= each.claim.confidence < high])
        for low, high in BANDS
    ]


def by_rule(found: Iterable[Verdict]) -> list[Band]:
    """The rules, the most used first."""
    of_rule: dict[str, list[Verdict]] = defaultdict(list)
    for each in found:
        of_rule[each.claim.rule].append(each)
    return [_band(rule, own) for rule, own in sorted(of_rule.items(), key=lambda item: -len(item[1]))]


def table(found: list[Verdict]) -> str:
    """Both tables for people."""
    lines = [f"{'':32}{'right':>6}{'wrong':>6}{'P':>7}{'trust':>7}"]
    for band in [*by_band(found), *by_rule(found)]:
        lines.append(f"{band.name:32}{band.right:6}{band.wrong:6}{band.precision:7.3f}{band.trust:7.2f}")
    return "\n".join(lines)


def _band(name: str, own: list[Verdict]) -> Band:
    right = sum(each.right for each in own)
    shares: dict[str, list[bool]] = defaultdict(list)
    for each in own:
        shares[each.article].append(each.right)
    share = sum(sum(found) / len(found) for found in shares.values())
    return Band(name, right, len(own) - right, (share + UNMEASURED * ARTICLES) / (len(shares) + ARTICLES))


def _verdicts(name: str, found: Extract, annotated: dict[str, Any]) -> Iterable[Verdict]:
    sure = replace(found, inspections=tuple(replace(claim, confidence=1.0) for claim in found.inspections))
    tool = scorer()
    read: Any = summary(sure)["inspections"]
    pairs = {read[j]["id"]: annotated["inspections"][i] for i, j, _ in tool.pair(annotated["inspections"], read, 1)}
    left = [each for each in read if each["id"] not in pairs]
    optional = annotated.get("optional", {})
    maybe = {left[j]["id"] for _, j, _ in tool.pair(optional.get("inspections", []), left, 1)}
    for claim in found.judgements:
        if claim.negated or claim.inspection in maybe:
            continue
        wanted = pairs.get(claim.inspection)
        own = wanted and wanted["id"]
        if any(_same(each, own, claim) for each in annotated["judgements"]):
            yield Verdict(name, claim, right=True)
        elif not any(_same(each, own, claim) for each in optional.get("judgements", [])):
            yield Verdict(name, claim, right=False)


def _same(wanted: dict[str, Any], inspection: str | None, claim: JudgementClaim) -> bool:
    areas = [wanted["area"], *wanted.get("area_alt", [])]
    return wanted["inspection"] == inspection and claim.area in areas and wanted["grade"] == claim.grade
