"""People's decisions outlive a load, a better extractor and a half-written file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph.claim import Evidence, Extract
from graph.document import Span
from graph.errors import BadSetting, StoreDamaged
from graph.library import Library
from graph.review import ReviewDecision, ReviewFile, Verdict, apply_decisions, decide, reviewables
from tests.graph.claims import TEXT, extract, inspection, judgement


def doubtful() -> Extract:
    """Two candidates in one sentence, in different words."""
    first = judgement("i1", "overall", "good", confidence=0.5)
    second = replace(
        judgement("i1", "leadership", "inadequate", confidence=0.5),
        evidence=(Evidence(Span(0, len(TEXT)), Span(11, 19)),),
    )
    return extract("d", (inspection(fieldwork="2019-01"),), (first, second))


def decision(found: Extract, place: int, verdict: Verdict, **change: str) -> ReviewDecision:
    item = [item for item in reviewables(found) if item.kind == "judgements"][place]
    return decide(found, item, verdict, change, "2026-01-01T00:00:00+00:00")


def test_accept_publishes_reject_removes_correct_changes() -> None:
    found = doubtful()
    decisions = [decision(found, 0, Verdict.CORRECT, grade="outstanding"), decision(found, 1, Verdict.REJECT)]
    reviewed, orphans = apply_decisions(found, decisions)
    assert [(claim.area, claim.grade, claim.published) for claim in reviewed.judgements] == [
        ("overall", "outstanding", True)
    ]
    assert orphans == ()
    accepted, _ = apply_decisions(found, [decision(found, 1, Verdict.ACCEPT)])
    assert [claim.published for claim in accepted.judgements] == [False, True]


def test_a_decision_survives_a_better_rule_and_is_an_orphan_without_its_words() -> None:
    found = doubtful()
    taken = decision(found, 0, Verdict.ACCEPT)
    better = replace(found, judgements=(replace(found.judgements[0], rule="better", area="help_protection"),))
    assert apply_decisions(better, [taken])[0].judgements[0].published
    gone = replace(found, judgements=found.judgements[1:])
    reviewed, orphans = apply_decisions(gone, [taken])
    assert orphans == (taken,)
    assert reviewed == gone


def test_a_decision_never_falls_on_a_neighbour() -> None:
    found = doubtful()
    twins = replace(
        found, judgements=tuple(replace(claim, evidence=found.judgements[0].evidence) for claim in found.judgements)
    )
    strange = replace(decision(twins, 0, Verdict.REJECT), arguments="something else")
    reviewed, orphans = apply_decisions(twins, [strange])
    assert reviewed == twins
    assert orphans == (strange,)


def test_only_arguments_can_be_corrected() -> None:
    with pytest.raises(BadSetting, match="cannot be corrected"):
        decision(doubtful(), 0, Verdict.CORRECT, confidence="1")


def test_decisions_are_replayed_at_each_load(tmp_path: Path) -> None:
    found = doubtful()
    with Library(str(tmp_path / "s")) as library:
        library.add([found])
        library.drain()
        for place in (0, 1):
            library.reviews.append(decision(found, place, (Verdict.ACCEPT, Verdict.REJECT)[place]))
        assert library.add([found])[0].outcome == "replaced"
        assert library.add([found])[0].outcome == "unchanged"
        assert [claim.area for claim in library.state.extract("d").judgements] == ["overall"]
        assert len(library.state.unreviewed("d").judgements) == 2
        changed = replace(found, document=replace(found.document, sha256="1" * 64))
        library.add([changed])
        assert [(claim.area, claim.published) for claim in library.state.extract("d").judgements] == [("overall", True)]
        assert library.orphans == []


def test_a_half_written_last_line_is_left_out_and_a_broken_one_is_said(tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    file = ReviewFile(path)
    taken = decision(doubtful(), 0, Verdict.ACCEPT)
    file.append(taken)
    with path.open("ab") as handle:
        handle.write(b'{"document": "d", "ki')
    assert file.read() == (taken,)
    file.append(taken)
    assert file.read() == (taken, taken)
    with path.open("ab") as handle:
        handle.write(b"{}\n")
    with pytest.raises(StoreDamaged, match="Line 3"):
        file.read()


@pytest.mark.parametrize("odd", ["\u2028", "\x85", "\r", "\x0b"])
def test_words_with_odd_line_ends_are_one_line(tmp_path: Path, odd: str) -> None:
    file = ReviewFile(tmp_path / "reviews.jsonl")
    taken = replace(decision(doubtful(), 0, Verdict.ACCEPT), sentence=f"One line{odd}and another.")
    file.append(taken)
    assert file.read() == (taken,)
