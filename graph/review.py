"""People's decisions on claims: accepted, rejected or corrected, kept in an append-only file and replayed at each load.

A decision is keyed by the identity of the document, the words that were read and the kind of fact, not by the rule or the
offsets, so that it outlives a better extractor. A decision that finds no claim any more is an orphan and is listed.
"""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from graph.claim import CLAIM_KINDS, Claim, Extract
from graph.errors import BadSetting, StoreDamaged
from graph.identity import digest

NOT_ARGUMENTS = frozenset(field.name for field in fields(Claim))
CORRECTABLE = frozenset(
    {"area", "grade", "name", "role", "title", "organisation", "speaker", "council", "amount", "kind", "purpose"}
)
REVIEWED = 1.0


class Verdict(StrEnum):
    """What a person decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class ReviewDecision:
    """One line of the file: `words` are the trigger, `sentence` the passage, `change` the corrected arguments."""

    document: str
    kind: str
    words: str
    sentence: str
    arguments: str
    verdict: Verdict
    change: dict[str, str]
    at: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reviewable:
    """A claim with what a reviewer needs to see: its id, kind, arguments in words, sentence and the words in it."""

    id: str
    kind: str
    claim: Claim
    arguments: str
    words: str
    sentence: str


def reviewables(extract: Extract) -> Iterator[Reviewable]:
    """Every claim of a document, ready to be looked at."""
    text = extract.document.text
    for kind in CLAIM_KINDS:
        for claim in getattr(extract, kind):
            first = claim.evidence[0]
            words, sentence = first.trigger.of(text), first.passage.of(text)
            arguments = describe(claim)
            name = digest(extract.document.key, kind, first.trigger.start, first.trigger.end, arguments, length=10)
            yield Reviewable(name, kind, claim, arguments, words, sentence)


def describe(claim: Claim) -> str:
    """The arguments of a claim, sorted, as `name=value` pairs; empty ones are left out."""
    pairs = []
    for field in fields(claim):
        value = getattr(claim, field.name)
        if field.name not in NOT_ARGUMENTS and value not in (None, "", (), False):
            pairs.append(f"{field.name}={_plain(value)}")
    return ", ".join(sorted(pairs))


def _plain(value: Any) -> str:
    if dataclasses.is_dataclass(value):
        return str(getattr(value, "edtf", value))
    if isinstance(value, tuple):
        return "/".join(_plain(item) for item in value)
    return str(value)


def decide(
    extract: Extract, item: Reviewable, verdict: Verdict, change: dict[str, str], at: str, note: str = ""
) -> ReviewDecision:
    """The decision to be written; BadSetting for a correction of something that is no argument of the claim."""
    for name in change:
        if name not in CORRECTABLE or not hasattr(item.claim, name):
            allowed = ", ".join(sorted(name for name in CORRECTABLE if hasattr(item.claim, name)))
            raise BadSetting(f"{name} cannot be corrected here; these can: {allowed}.")
    return ReviewDecision(
        extract.document.key, item.kind, item.words, item.sentence, item.arguments, verdict, change, at, note
    )


def apply_decisions(
    extract: Extract, decisions: Iterable[ReviewDecision]
) -> tuple[Extract, tuple[ReviewDecision, ...]]:
    """The extract as reviewed by the decisions on its document, and those of them that found no claim."""
    orphans = []
    claims: dict[str, list[Claim]] = {kind: list(getattr(extract, kind)) for kind in CLAIM_KINDS}
    for decision in decisions:
        found = _find(extract, claims, decision)
        if found is None:
            orphans.append(decision)
            continue
        place = claims[decision.kind].index(found)
        claims[decision.kind][place : place + 1] = _changed(found, decision)
    return replace(extract, **{kind: tuple(found) for kind, found in claims.items()}), tuple(orphans)  # type: ignore[arg-type]


def _find(extract: Extract, claims: dict[str, list[Claim]], decision: ReviewDecision) -> Claim | None:
    text = extract.document.text
    same_words = [
        claim
        for claim in claims.get(decision.kind, ())
        if any(e.passage.of(text) == decision.sentence and e.trigger.of(text) == decision.words for e in claim.evidence)
    ]
    exact = [claim for claim in same_words if describe(claim) == decision.arguments]
    if exact:
        return exact[0]
    return same_words[0] if len(same_words) == 1 else None


def _changed(claim: Claim, decision: ReviewDecision) -> list[Claim]:
    if decision.verdict is Verdict.REJECT:
        return []
    change: dict[str, Any] = {"confidence": REVIEWED, "rule": f"review:{decision.verdict}"}
    for name, value in decision.change.items():
        change[name] = type(getattr(claim, name))(value) if isinstance(getattr(claim, name), int) else value
    return [replace(claim, **change)]


class ReviewFile:
    """The append-only JSON Lines file of decisions."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> tuple[ReviewDecision, ...]:
        """All decisions in the order they were taken; a half-written last line is left out."""
        if not self._path.is_file():
            return ()
        *lines, _ = self._path.read_bytes().split(b"\n")
        found = []
        for number, line in enumerate(lines, start=1):
            try:
                found.append(msgspec.json.decode(line, type=ReviewDecision))
            except msgspec.MsgspecError as error:
                raise StoreDamaged(f"Line {number} of {self._path} is not a review decision: {error}.") from error
        return tuple(found)

    def by_document(self) -> dict[str, list[ReviewDecision]]:
        """All decisions by the identity of their document."""
        found: dict[str, list[ReviewDecision]] = defaultdict(list)
        for decision in self.read():
            found[decision.document].append(decision)
        return found

    def append(self, decision: ReviewDecision) -> None:
        """Add one decision at the end, over a line that was left half written."""
        with self._path.open("a+b") as handle:
            handle.seek(0)
            handle.truncate(handle.read().rfind(b"\n") + 1)
            handle.write(msgspec.json.encode(decision) + b"\n")


def golden_case(decision: ReviewDecision) -> str:
    """A decision as one JSON line that a test of the extractor can hold: the words and what should be read in them."""
    wanted = ("kind", "sentence", "words", "verdict", "arguments", "change")
    return json.dumps({name: getattr(decision, name) for name in wanted}, ensure_ascii=False, sort_keys=True)
