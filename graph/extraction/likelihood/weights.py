"""Log-linear models (logistic regression with an L1 penalty) whose weights are tables a person can read.

A table has a feature and its weight, in log odds, on each line; `(always)` is the intercept. The tables are fitted to the
marked texts of `tests/quality/marked` by `tests/quality/fit.py`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

ALWAYS = "(always)"


def probability(table: str, features: Iterable[str]) -> float:
    """The probability (0 to 1, two digits) that a table gives to some features."""
    return round(1 / (1 + math.exp(-odds(table, features))), 2)


def odds(table: str, features: Iterable[str]) -> float:
    """The log odds that a table gives to some features, the same in whatever order they come."""
    weights = _weights(table)
    return math.fsum((weights[ALWAYS], *(weights.get(name, 0.0) for name in features)))


@lru_cache
def _weights(table: str) -> dict[str, float]:
    text = files("graph.extraction.likelihood").joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    rows = (row.split("\t") for row in text.splitlines())
    return {name: float(weight) for name, weight in rows}
