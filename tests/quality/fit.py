"""`python -m tests.quality.fit [--check]`: fit the tables of `graph.extraction.likelihood` to the marked texts, or say how
well tables fitted to all files but one do on that one.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import graph.extraction.likelihood
from graph.extraction.analysis import MentionKind
from graph.extraction.focus.traits import traits
from graph.extraction.likelihood.features import around, beside, between
from graph.extraction.likelihood.weights import ALWAYS
from tests.quality.marking import (
    DOUBTFUL,
    GRADES,
    INSPECTION,
    TIMES,
    Example,
    Placed,
    examples,
    grades_of_articles,
    placed,
    placed_in_articles,
    times_of_articles,
)

TABLES = Path(graph.extraction.likelihood.__file__).parent
DOUBT = 0.3  # what a doubtful mark counts


@dataclass(frozen=True, slots=True)
class Fit:
    """How a table is fitted: with an L1 penalty (`ratio` 1), which keeps few words, or L2 (0), which keeps all and shrinks them.

    `strength` is the inverse of the penalty's; a feature must occur `seldom` times and weigh `small` to be kept.
    """

    ratio: int
    strength: float
    seldom: int
    small: float


LASSO, RIDGE, NEAR_RIDGE = Fit(1, 1.0, 3, 0.005), Fit(0, 0.2, 6, 0.06), Fit(0, 0.1, 6, 0.04)
FITS = {
    "judgement": LASSO,
    "whole": LASSO,
    "area": LASSO,
    "inspected": RIDGE,
    "about": NEAR_RIDGE,
}  # measured: the other does worse for each


@dataclass(frozen=True, slots=True)
class Case:
    """Features, whether what a table is asked of them is so, how much the case counts, and the file it is from."""

    features: frozenset[str]
    so: bool
    weight: float
    file: str


Weights = dict[str, float]


def cases() -> dict[str, list[Case]]:
    """The cases of every table, from the marked texts and the invented articles."""
    grades, times = (*examples(GRADES), *grades_of_articles()), (*examples(TIMES), *times_of_articles())
    return {**_of_grades(grades), **_of_times(times), **_of_councils((*placed(), *placed_in_articles()))}


def _of_grades(marked: Sequence[Example]) -> dict[str, list[Case]]:
    known = [each for each in marked if each.mark.areas]
    return {
        "judgement": [
            Case(_around(each), each.mark.judged, DOUBT if each.mark.said == DOUBTFUL else 1, each.file)
            for each in marked
        ],
        "whole": [
            Case(_around(each) | beside(each.line, each.token), "overall" in each.mark.areas, 1, each.file)
            for each in known
        ],
        "area": [
            Case(between(each.line, each.token, area), bool(each.mark.areas & set(area.values)), 1, each.file)
            for each in known
            for area in each.line.of(MentionKind.AREA)
        ],
    }


def _of_times(marked: Sequence[Example]) -> dict[str, list[Case]]:
    return {"inspected": [Case(_around(each), each.mark.said == INSPECTION, 1, each.file) for each in marked]}


def _of_councils(marked: Sequence[Placed]) -> dict[str, list[Case]]:
    return {
        "about": [
            Case(features, frozenset(group) == each.group, 1, each.file)
            for each in marked
            if len(each.place.groups) > 1
            for group, features in traits(each.place).items()
        ]
    }


def _around(example: Example) -> frozenset[str]:
    return around(example.line, example.token, example.before)


def fitted(known: Sequence[Case], fit: Fit) -> Weights:
    """The weights that fit some cases; features without weight are left out."""
    often = Counter(name for case in known for name in case.features)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(
        [{name: 1 for name in case.features if often[name] >= fit.seldom} for case in known]
    )
    # liblinear takes indices of 32 bits only, and the vectorizer has some of 64
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model = LogisticRegression(C=fit.strength, l1_ratio=fit.ratio, solver="liblinear", max_iter=3000, random_state=0)
    model.fit(matrix, [case.so for case in known], sample_weight=[case.weight for case in known])
    weights = dict(zip(vectorizer.get_feature_names_out(), map(float, model.coef_[0]), strict=True))
    kept = {name: weight for name, weight in weights.items() if abs(weight) >= fit.small}
    return {ALWAYS: float(model.intercept_[0]), **dict(sorted(kept.items()))}


def written(weights: Weights) -> str:
    """A table as it stands in its file."""
    return "".join(f"{name}\t{weight:.2f}\n" for name, weight in weights.items())


def odds(weights: Weights, features: Iterable[str]) -> float:
    """The log odds that weights give to features."""
    return weights[ALWAYS] + sum(weights.get(name, 0.0) for name in features)


def check(name: str, known: Sequence[Case]) -> str:
    """How often a table is right about the cases of a file that it was not fitted to: precision and recall of its yes."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for file in sorted({case.file for case in known}):
        weights = fitted([case for case in known if case.file != file], FITS[name])
        counts.update(
            (odds(weights, case.features) > 0, case.so) for case in known if case.file == file and case.weight == 1
        )
    hits, false, missed = counts[True, True], counts[True, False], counts[False, True]
    return f"{name}: {sum(counts.values())} cases, precision {hits / (hits + false):.3f}, recall {hits / (hits + missed):.3f}"


def main() -> None:
    """Do what the module says."""
    for name, known in cases().items():
        if "--check" in sys.argv:
            sys.stdout.write(check(name, known) + "\n")
        else:
            weights = fitted(known, FITS[name])
            (TABLES / f"{name}.tsv").write_text(written(weights), encoding="utf-8")
            sys.stdout.write(f"{name}: {len(weights)} weights from {len(known)} cases\n")


if __name__ == "__main__":
    main()
