"""The confidence of judgements means something: stronger bands are more often right, and what is published mostly is."""

from __future__ import annotations

import pytest

from graph.claim import PUBLISH
from tests.quality.calibration import by_band, by_rule, measured, table

ENOUGH = 8
pytestmark = [pytest.mark.devdata, pytest.mark.slow]


def test_stronger_bands_are_more_often_right() -> None:
    bands = [band.precision for band in by_band(measured()) if band.right + band.wrong >= ENOUGH]
    assert bands == sorted(bands)


def test_what_is_published_is_right() -> None:
    published = [each.right for each in measured() if each.claim.confidence >= PUBLISH]
    assert sum(published) / len(published) >= 0.95


def test_no_rule_that_publishes_is_mostly_wrong() -> None:
    published = [each for each in measured() if each.claim.confidence >= PUBLISH]
    assert [
        rule.name for rule in by_rule(published) if rule.right + rule.wrong >= ENOUGH and rule.precision < 0.85
    ] == []


def test_table_shows_bands_and_rules() -> None:
    assert "judged-weak-grade" in table(measured())
