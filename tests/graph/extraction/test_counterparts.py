"""Posts told by those of others: counterparts, deputies and shadows. All people are invented."""

from __future__ import annotations

import re

import pytest

from graph.extraction.people.officials import find_officials
from tests.graph.extraction.analysed import analysed

CASES = [
    (
        "The council’s leader, Cllr Tom Sample, was pleased. His counterpart in Otherham, Cllr Jane Example, agreed.",
        "Tom Sample=council_leader Jane Example=council_leader",
    ),
    (
        "Cllr Tom Sample, cabinet member for children, smiled. Her opposite number at Otherham, Ann Placeholder, did not.",
        "Tom Sample=cabinet_member Ann Placeholder=cabinet_member",
    ),
    (
        "Tom Sample, director of adult social care, is new. His opposite number in children’s services, Jane Example, is not.",
        "Tom Sample=director_adult_services Jane Example=director_childrens_services",
    ),
    (
        "Council leader Tom Sample has written to them. His deputy, Cllr Jane Example, will reply.",
        "Tom Sample=council_leader Jane Example=deputy_leader",
    ),
    (
        "Portfolio holder Cllr Tom Sample was pleased. Her Conservative shadow, Cllr Jane Example, was not.",
        "Tom Sample=cabinet_member Jane Example=shadow_cabinet_member",
    ),
    (
        "Council leader Cllr Tom Sample was pleased. His Conservative opposite number, Cllr Jane Example, was not.",
        "Tom Sample=council_leader Jane Example=opposition_leader",
    ),
    (
        "Cllr Tom Sample, cabinet member for children, smiled. And Jane Example, his counterpart at Otherham, did not.",
        "Tom Sample=cabinet_member Jane Example=cabinet_member",
    ),
    (
        "Cllr Tom Sample, cabinet member for children, was pleased. Labour’s shadow, Cllr Jane Example, was not.",
        "Tom Sample=cabinet_member Jane Example=shadow_cabinet_member",
    ),
    ("Nobody knew their counterpart in Otherham, Jane Example of the parents’ group.", ""),
    ("Tom Sample, a parent, was pleased. His counterpart in Otherham, Jane Example, was not.", ""),
    (
        "Tom Sample, cabinet member for parks, was pleased. His counterpart at Otherham, Green councillor Jane Example, left.",
        "Tom Sample=cabinet_member Jane Example=cabinet_member",
    ),
    (
        "Tom Sample, director of children’s services, is to leave in March. Jane Example will take over for now.",
        "Tom Sample=director_childrens_services Jane Example=director_childrens_services",
    ),
    (
        "Tom Sample, director of children’s services, resigned in May. Jane Example, who replaced him, was pleased.",
        "Tom Sample=director_childrens_services Jane Example=director_childrens_services",
    ),
    (
        "Tom Sample, director of children’s services, was pleased. Jane Example will take over the bakery.",
        "Tom Sample=director_childrens_services",
    ),
    (
        "Tom Sample, chief executive of Sampleton Council, was pleased. His deputy, Jane Example, was not.",
        "Tom Sample=chief_executive",
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0][:50] for case in CASES])
def test_posts_told_by_those_of_others(sentence: str, expected: str) -> None:
    claims = find_officials(analysed(sentence), "sampleton")
    assert {f"{claim.name}={claim.role}" for claim in claims if claim.published} == set(
        re.findall(r"\S.*?=\w+", expected)
    )
