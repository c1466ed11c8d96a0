"""Posts at trusts, boards and regulators, and posts whose holder is named only later. All people are invented."""

from __future__ import annotations

import re

import pytest

from graph.extraction.people.officials import find_officials
from tests.graph.extraction.analysed import analysed

CASES = [
    (
        "Sampleton’s new director of children’s services has set out her hopes. Jane Example, who joined in May, is keen.",
        "Jane Example=director_childrens_services",
    ),
    (
        "A government-appointed commissioner has reported. Dame Jane Example was sent in by ministers last autumn.",
        "Jane Example=commissioner",
    ),
    (
        "Ministers, who had appointed Tom Sample as their own commissioner for children’s services, spoke.",
        "Tom Sample=commissioner",
    ),
    ("Trust chair Col Tom Sample was pleased.", "Tom Sample=trust_chair"),
    (
        "Sampleton Children First is five. The company’s chair, Dame Jane Example, was pleased.",
        "Jane Example=trust_chair",
    ),
    ("Tom Sample, chief executive of Sampleton Children First, was pleased.", "Tom Sample=trust_chief_executive"),
    (
        "A children’s trust will take over. Its first chief executive, Jane Example, laughed.",
        "Jane Example=trust_chief_executive",
    ),
    (
        "The safeguarding children board was told to do better. Its independent chair, Tom Sample, spoke.",
        "Tom Sample=lscb_chair",
    ),
    ("The tenants’ panel met on Monday. Its chair, Jane Example, spoke.", ""),
    (
        "The CQC has reported. Its verdict was read out by Tom Sample, chief executive of the regulator.",
        "Tom Sample=inspectorate_official",
    ),
    (
        "Jane Example, the regulator’s deputy director of adult social care, spoke.",
        "Jane Example=inspectorate_official",
    ),
    ("The CQC’s deputy director for the south, Jane Example, spoke.", "Jane Example=inspectorate_official"),
    ("An improvement board was formed, with Dame Jane Example in the chair.", "Jane Example=improvement_board_chair"),
    (
        "The improvement board, chaired since 2022 by Tom Sample, will meet once more.",
        "Tom Sample=improvement_board_chair",
    ),
    (
        "Sampleton Children’s Trust opened in May, with Jane Example as chief executive. Money was short, the trust’s then chief"
        " executive, Tom Sample, told us.",
        "Jane Example=trust_chief_executive Tom Sample=trust_chief_executive",
    ),
    (
        "Sampleton said it was sorry. Mayor of Sampleton Caspian Example said: “We will do better.”",
        "Caspian Example=mayor",
    ),
    (
        "The Children’s Secretary, Tom Sample, wrote to the council.",
        "Tom Sample=minister",
    ),
    (
        "The trust goes on. Staff, says Jane Example, its outgoing chief executive, are tired.",
        "Jane Example=chief_executive",
    ),
    (
        "Sampleton Children’s Trust goes on. Staff, says Jane Example, its outgoing chief executive, are tired.",
        "Jane Example=trust_chief_executive",
    ),
    (
        "Jane Example, CQC head of inspection for adult social care in the north, was pleased.",
        "Jane Example=inspectorate_official",
    ),
    ("Tom Sample, who is co-chair of the ADASS standards network, was pleased.", "Tom Sample=association_official"),
    ("An association of landlords met. Chair Tom Sample was pleased.", ""),
    ("Sir Tom Sample chairs an independent improvement board.", "Tom Sample=improvement_board_chair"),
    ("Cllr Jane Example, who holds the portfolio, spoke.", "Jane Example=cabinet_member"),
    ("Tom Sample, strategic director for care and wellbeing, spoke.", "Tom Sample=director_adult_services"),
    (
        "They met the Mayor of Sampleton, Jane Example, and Corporate Director (People) Tom Sample.",
        "Jane Example=mayor Tom Sample=director_childrens_services",
    ),
    ("Chief exec Tom Sample was pleased.", "Tom Sample=chief_executive"),
    ("Have a good week,\n\nTom Sample\nChief Executive, Sampleton City Council", "Tom Sample=chief_executive"),
    ("Yours,\n\nJane Example\n\nDirector of Children’s Services", "Jane Example=director_childrens_services"),
    ("Leader of the Liberal Democrat-run authority, Jane Example, spoke.", "Jane Example=council_leader"),
    ("Cllr Jane Example, leader of the Conservatives, spoke.", "Jane Example=opposition_leader"),
    ("Corporate Director (People) Tom Sample spoke.", "Tom Sample=director_childrens_services"),
    ("Tom Sample, Corporate Director (Children’s Services), spoke.", "Tom Sample=director_childrens_services"),
    ("Cllr Jane Example, who takes on the role of cabinet member for children, spoke.", "Jane Example=cabinet_member"),
    (
        "Tom Foster, leader of the council, and Jane May, its chief executive, spoke.",
        "Tom Foster=council_leader Jane May=chief_executive",
    ),
    ("The borough’s leader, Conservative Tom Sample, apologised.", "Tom Sample=council_leader"),
    ("His executive lead for children, Cllr Jane Example, resigned.", "Jane Example=cabinet_member"),
    ("Cllr Tom Sample, the council’s transport portfolio holder, was pleased.", "Tom Sample=cabinet_member"),
    ("Jane Example, who chairs the borough’s scrutiny sub-committee, was pleased.", "Jane Example=committee_chair"),
    (
        "The council has recruited Jane Example from Otherham as its first director of children’s services.",
        "Jane Example=director_childrens_services",
    ),
    (
        "Jane Example is the next director of children’s services. She takes over on 1 May from Tom Sample.",
        "Jane Example=director_childrens_services Tom Sample=director_childrens_services",
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0][:50] for case in CASES])
def test_posts_at_other_bodies(sentence: str, expected: str) -> None:
    claims = find_officials(analysed(sentence), "sampleton")
    found = {f"{claim.name}={claim.role}" for claim in claims if claim.published}
    assert found == set(re.findall(r"\S.*?=\w+", expected))
