"""Single sentences about grades: some give a council one, others only use the words."""

from __future__ import annotations

import pytest

from tests.graph.extraction.invented import Remark, judgements, read, remarks

ALL = [pytest.param(each, id=f"{number}-{each.text[-60:]}") for number, each in enumerate(remarks())]


def test_the_texts_that_remarks_follow_give_no_grade() -> None:
    assert [each.before for each in remarks() if judgements(read(each.before))] == []


@pytest.mark.parametrize("remark", ALL)
def test_remark(remark: Remark) -> None:
    found = [fact.split() for fact in judgements(read(remark.text))]
    if not remark.said:
        assert found == []
        return
    area, _ = remark.said.split()
    assert [f"{of} {grade}" for _, status, of, grade, _ in found if (status, of) == ("current", area)] == [remark.said]
