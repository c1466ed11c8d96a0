"""Officials, speakers and sums in the many styles of the press, read by the whole extractor: the cases of styles.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from graph.claim import Extract
from graph.extraction.extractor import extract
from tests.graph.extraction.invented import STAND_INS, document

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "styles.toml").read_text(encoding="utf-8"))["case"]
REST = "\n\nIt was a wet day in the town, and nothing else of note happened at all."


def invented(text: str) -> str:
    for name, real in STAND_INS.items():
        text = text.replace(real, name)
    return text


def said(found: Extract) -> list[str]:
    text = found.document.text
    return [
        invented(f"{claim.speaker or claim.body}: {' '.join(part.of(text) for part in claim.parts)}")
        for claim in found.quotations
        if claim.published
    ]


def unmatched(wanted: list[str], got: list[str], *, whole: bool) -> tuple[list[str], list[str]]:
    """What of the wanted facts is missing, and what is read besides."""
    missing, left = [], list(got)
    for fact in wanted:
        forms = fact.split("|")
        hit = next(
            (each for each in left if any(each == form or (not whole and each.startswith(form)) for form in forms)),
            None,
        )
        if hit is None:
            missing.append(fact)
        else:
            left.remove(hit)
    return missing, left


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_style(case: dict[str, Any]) -> None:
    found = extract(document(case["text"] + REST))
    officials = [invented(f"{claim.name}={claim.role}") for claim in found.officials if claim.published]
    sums = [f"{claim.amount} {claim.status.value} {claim.recurrence}" for claim in found.funding if claim.published]
    assert unmatched(case.get("officials", []), officials, whole=True) == ([], [])
    assert unmatched(case.get("quotations", []), said(found), whole=False) == ([], [])
    assert unmatched(case.get("sums", []), sums, whole=False) == ([], [])
