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
from graph.extraction.likelihood.features import around, beside, between
from graph.extraction.likelihood.weights import ALWAYS
from tests.quality.marking import DOUBTFUL, UNSAID, Example, examples, examples_of_articles

TABLES = Path(graph.extraction.likelihood.__file__).parent
SELDOM, PENALTY = 3, 1.0  # a feature must occur this often; the inverse strength of the L1 penalty
DOUBT = 0.3  # what a doubtful mark counts
SMALL = 0.005


@dataclass(frozen=True, slots=True)
class Case:
    """Features, whether what a table is asked of them is so, how much the case counts, and the file it is from."""

    features: frozenset[str]
    so: bool
    weight: float
    file: str


Weights = dict[str, float]


def cases(marked: Sequence[Example]) -> dict[str, list[Case]]:
    """The cases of every table."""
    return {
        "judgement": [
            Case(
                around(each.line, each.grade, each.before),
                each.mark.judged,
                DOUBT if each.mark.areas == DOUBTFUL else 1,
                each.file,
            )
            for each in marked
        ],
        "whole": [
            Case(
                around(each.line, each.grade, each.before) | beside(each.line, each.grade),
                "overall" in each.mark.named,
                1,
                each.file,
            )
            for each in _with_areas(marked)
        ],
        "area": [
            Case(between(each.line, each.grade, area), bool(each.mark.named & set(area.values)), 1, each.file)
            for each in _with_areas(marked)
            for area in each.line.of(MentionKind.AREA)
        ],
    }


def _with_areas(marked: Sequence[Example]) -> list[Example]:
    return [each for each in marked if each.mark.judged and each.mark.areas != UNSAID]


def fitted(known: Sequence[Case]) -> Weights:
    """The weights that fit some cases; features without weight are left out."""
    often = Counter(name for case in known for name in case.features)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([{name: 1 for name in case.features if often[name] >= SELDOM} for case in known])
    # liblinear takes indices of 32 bits only, and the vectorizer has some of 64
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model = LogisticRegression(C=PENALTY, l1_ratio=1, solver="liblinear", max_iter=3000, random_state=0)
    model.fit(matrix, [case.so for case in known], sample_weight=[case.weight for case in known])
    weights = dict(zip(vectorizer.get_feature_names_out(), map(float, model.coef_[0]), strict=True))
    kept = {name: weight for name, weight in weights.items() if abs(weight) >= SMALL}
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
        weights = fitted([case for case in known if case.file != file])
        counts.update(
            (odds(weights, case.features) > 0, case.so) for case in known if case.file == file and case.weight == 1
        )
    hits, false, missed = counts[True, True], counts[True, False], counts[False, True]
    return f"{name}: {sum(counts.values())} cases, precision {hits / (hits + false):.3f}, recall {hits / (hits + missed):.3f}"


def main() -> None:
    """Do what the module says."""
    for name, known in cases((*examples(), *examples_of_articles())).items():
        if "--check" in sys.argv:
            sys.stdout.write(check(name, known) + "\n")
        else:
            weights = fitted(known)
            (TABLES / f"{name}.tsv").write_text(written(weights), encoding="utf-8")
            sys.stdout.write(f"{name}: {len(weights)} weights from {len(known)} cases\n")


if __name__ == "__main__":
    main()
