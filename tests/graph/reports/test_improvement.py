"""What must improve, item by item."""

from __future__ import annotations

import pytest

from graph.claim import FindingKind
from graph.reports.improvement import find_sections

CASES = {
    "bullets": (
        "What needs to improve?\n◼ One thing.\n◼ Another thing\nthat runs on.\nThe impact of leaders on work\n",
        2,
    ),
    "dashes-inside": ("What needs to improve\n◼ Services, including:\n− homes\n− visits.\n◼ Plans.\n", 2),
    "no-bullets": (
        "Areas for improvement\nThe speed of visits, also\nat night.\nThe use of plans.\nSummary for all\n",
        2,
    ),
    "prose": (
        "What needs to improve?\nThere is little. Leaders know it. They act.\nThe impact of leaders on it: good\n",
        0,
    ),
    "numbers": (
        "Recommendations\n1. Do this in\n2016. It helps.\n2. Do that.\nSummary for children\n3. Not this.\n",
        2,
    ),
    "long-list": ("Recommendations\n" + "".join(f"{n}. Do thing {n}.\n" for n in range(19, 51)), 32),
    "subtitles": (
        "What does the local authority need to improve?\nHelp\n1. Do this.\nThe experiences and progress of care leavers\n"
        "2. Do that.\nThe local authority’s strengths\n3. Good homes.\n",
        2,
    ),
    "restart": (
        "Priority and immediate action\n1. Do this.\n2. Do that.\nAreas for improvement\n1. Do more.\nExecutive summary\n",
        3,
    ),
    "titles-with-numbers": ("Recommendations\n1. Quality of work\n■ Do this.\n■ Do that.\n2. Leadership\n■ Lead.\n", 3),
    "letters-as-bullets": ("What needs to improve?\nn The speed of visits.\nn The use of plans.\n", 2),
    "wrapped-line-like-a-heading": (
        "What needs to improve?\n■ The use that teams make of the\ninformation about families.\n■ Plans.\n",
        2,
    ),
    "contents-page": ("Recommendations 7\nSummary 8\nWords.\nRecommendations\n1. Do this.\n", 1),
}


@pytest.mark.parametrize(("text", "count"), CASES.values(), ids=CASES.keys())
def test_items(text: str, count: int) -> None:
    ((_, items),) = find_sections(text)
    assert len(items) == count
    for item in items:
        assert item.evidence[0].passage.of(text).split()[-1] == item.text.split()[-1]
        assert item.text[0].isupper()


def test_urgent_items() -> None:
    text = "What does the local authority need to improve?\nPriority and immediate action\n1. A.\nAreas for improvement\n2. B.\n"
    ((_, items),) = find_sections(text)
    assert [item.kind for item in items] == [FindingKind.PRIORITY_ACTION, FindingKind.AREA_FOR_IMPROVEMENT]
