"""Who holds which post, in the positions and spellings of the local press. All people are invented."""

from __future__ import annotations

import re

import pytest

from graph.extraction.people.officials import find_officials
from tests.graph.extraction.analysed import analysed

CASES = [
    ("Cllr Jane Example, Leader of Sampleton Council, said the news was welcome.", "Jane Example=council_leader"),
    ("Council leader Jane Example (Lab) said it was a start.", "Jane Example=council_leader"),
    ("Councillor Tom Sample, who has led the council since 2008, was pleased.", "Tom Sample=council_leader"),
    ("Its leader, independent councillor Tom Sample, was pleased.", "Tom Sample=council_leader"),
    ("Cllr Tom Sample, new to the cabinet, was pleased.", "Tom Sample=cabinet_member"),
    ("Cllr Tom Sample has today taken over as cabinet member for children.", "Tom Sample=cabinet_member"),
    (
        "Sampleton has appointed Jane Example as director of children’s services. Example, assistant director in"
        " Otherham, takes over in May from Tom Sample, who is retiring.",
        "Jane Example=director_childrens_services Tom Sample=director_childrens_services",
    ),
    ("The leader of Sampleton Borough Council, Councillor Tom Sample, was pleased.", "Tom Sample=council_leader"),
    ("Sampleton Council’s leader Tom Sample was pleased.", "Tom Sample=council_leader"),
    ("Tom Sample, the council's leader, was pleased.", "Tom Sample=council_leader"),
    ("Leader of Sampleton City Council Coun Tom Sample was pleased.", "Tom Sample=council_leader"),
    (
        "Cllr Tom Sample, Leader of the Council and Cabinet Member for Finance, spoke.",
        "Tom Sample=council_leader Tom Sample=cabinet_member",
    ),
    ("Report of the Executive Director, Children (Jane Example)", "Jane Example=director_childrens_services"),
    ("The council has an improvement board led by Tom Sample.", "Tom Sample=improvement_board_chair"),
    ("Cllr Tom Sample, who holds the portfolio for adults, spoke.", "Tom Sample=cabinet_member"),
    ("Cllr Tom Sample, who took over the children’s portfolio in May, spoke.", "Tom Sample=cabinet_member"),
    (
        "Sampleton Children’s Trust was set up in 2018. Its chief executive, Jane Example, laughed.",
        "Jane Example=trust_chief_executive",
    ),
    (
        "Sampleton Children’s Trust was set up by Sampleton Council. Its chief executive, Jane Example, laughed.",
        "Jane Example=chief_executive",
    ),
    ("Current trust chair Dame Jane Example was pleased.", "Jane Example=trust_chair"),
    (
        "The CQC has rated adult social care good. Tom Sample, strategic director for people, was pleased.",
        "Tom Sample=director_adult_services",
    ),
    ("Cllr Ann Placeholder’s position as portfolio holder for children is safe.", "Ann Placeholder=cabinet_member"),
    (
        "Tom Sample’s appointment as director of children’s services was agreed.",
        "Tom Sample=director_childrens_services",
    ),
    (
        "Coun Ann Placeholder lost her cabinet seat for children on Tuesday. Coun Jane Example has it now.",
        "Ann Placeholder=cabinet_member Jane Example=cabinet_member",
    ),
    (
        "Cllr Tom Sample was stripped of his cabinet role for education. The brief goes to Cllr Jane Example.",
        "Tom Sample=cabinet_member Jane Example=cabinet_member",
    ),
    ("Cllr Ann Placeholder lost her seat on the council. Jane Example has it now.", "Ann Placeholder=councillor"),
    ("Jane Example, whose cabinet brief covers education, was pleased.", "Jane Example=cabinet_member"),
    ("Tom Sample will lead Sampleshire County Council from May.", "Tom Sample=council_leader"),
    (
        "Jane Example is the new director of children’s services. She replaces Tom Sample, who left in May.",
        "Jane Example=director_childrens_services Tom Sample=director_childrens_services",
    ),
    (
        "An improvement board, chaired independently by Jane Example, meets monthly.",
        "Jane Example=improvement_board_chair",
    ),
    (
        "An improvement board chaired by former Sampleshire director Jane Example has met every six weeks.",
        "Jane Example=improvement_board_chair",
    ),
    ("Since then an improvement board under Dame Jane Example has met.", "Jane Example=improvement_board_chair"),
    (
        "An improvement board meets each month with Dame Jane Example as independent chair.",
        "Jane Example=improvement_board_chair",
    ),
    (
        "The minister has asked Sir Tom Sample, an experienced hand, to chair an independent improvement board.",
        "Tom Sample=improvement_board_chair",
    ),
    (
        "The independent chair of the SEND improvement and assurance board, Jane Example, agreed.",
        "Jane Example=improvement_board_chair",
    ),
    ("The regulator’s director of engagement, Jane Example, said so.", "Jane Example=inspectorate_official"),
    (
        "Sampleton Children First runs the service. Tom Sample, who chairs the SCF board, wanted more.",
        "Tom Sample=trust_chair",
    ),
    (
        "A councillor responsible for children’s services faces a vote. Labour’s Jane Example, from the town, denies it.",
        "Jane Example=cabinet_member",
    ),
    ("A cabinet member has resigned. Cllr Jane Example said that it was high time.", "Jane Example=councillor"),
    ("His party’s spokesperson for education, Grace Lord, spoke too.", "Grace Lord=shadow_cabinet_member"),
    ("Jane Example MP, the children’s minister, wrote back.", "Jane Example=minister"),
    ("Deputy leader Cllr Ann Placeholder spoke.", "Ann Placeholder=deputy_leader"),
    (
        "Cllr Ann Placeholder, deputy leader and cabinet member for children’s services, spoke.",
        "Ann Placeholder=deputy_leader Ann Placeholder=cabinet_member",
    ),
    (
        "Cllr Mo Testing, the executive member for children, skills and education, added more.",
        "Mo Testing=cabinet_member",
    ),
    (
        "The executive member for children's services at Sampleton Council, Cllr Mo Testing, spoke.",
        "Mo Testing=cabinet_member",
    ),
    ("Lead Member for Children’s Services, Councillor Ann Placeholder, spoke.", "Ann Placeholder=cabinet_member"),
    ("Portfolio holder for children's services Coun Bill Dummy spoke.", "Bill Dummy=cabinet_member"),
    ("Cabinet Member for Children’s Services and Education Ann Placeholder spoke.", "Ann Placeholder=cabinet_member"),
    ("Sampleton’s cabinet member for children and families, Cllr Bill Dummy, spoke.", "Bill Dummy=cabinet_member"),
    (
        "Cllr Bill Dummy, who has responsibility for children's services on the cabinet, spoke.",
        "Bill Dummy=cabinet_member",
    ),
    ("Executive director of children's services, Jane Example, spoke.", "Jane Example=director_childrens_services"),
    (
        "Jane Example, Sampleton Council’s Executive Director for Children’s Services, spoke.",
        "Jane Example=director_childrens_services",
    ),
    ("Jane Example, Corporate Director, Children and Families, spoke.", "Jane Example=director_childrens_services"),
    ("The director of children’s services (DCS) Jane Example spoke.", "Jane Example=director_childrens_services"),
    ("Interim director of children’s services Jane Example spoke.", "Jane Example=director_childrens_services"),
    (
        "Jane Example, who is the director of children's services at the council, spoke.",
        "Jane Example=director_childrens_services",
    ),
    ("Jane Example was appointed director of children's services in 2019.", "Jane Example=director_childrens_services"),
    (
        "Jane Example has been appointed as the council's new director of children's services.",
        "Jane Example=director_childrens_services",
    ),
    (
        "The appointment of Jane Example as director of children’s services was agreed.",
        "Jane Example=director_childrens_services",
    ),
    ("The council has appointed Jane Example as its chief executive.", "Jane Example=chief_executive"),
    ("Chief Executive of Sampleton Council, Jane Example, spoke.", "Jane Example=chief_executive"),
    ("Jane Example, chief executive at Sampleton Council, spoke.", "Jane Example=chief_executive"),
    (
        "Jane Example, Chief Executive Officer of Sampleton Children’s Trust, spoke.",
        "Jane Example=trust_chief_executive",
    ),
    ("The chair of Sampleton Children’s Trust, Jane Example, spoke.", "Jane Example=trust_chair"),
    ("Cllr Joe Sample, leader of the opposition Conservative group, spoke.", "Joe Sample=opposition_leader"),
    ("Labour group leader Cllr Joe Sample spoke.", "Joe Sample=opposition_leader"),
    ("Opposition leader Joe Sample spoke.", "Joe Sample=opposition_leader"),
    ("Shadow cabinet member for children Cllr Joe Sample spoke.", "Joe Sample=shadow_cabinet_member"),
    ("Cllr Joe Sample, Labour’s spokesperson for children’s services, spoke.", "Joe Sample=shadow_cabinet_member"),
    ("The Mayor of Sampleton, Jane Example, spoke.", "Jane Example=mayor"),
    ("Mayor Jane Example spoke.", "Jane Example=mayor"),
    ("Education Secretary Jane Example spoke.", "Jane Example=minister"),
    ("Joe Sample, the minister for children and families, spoke.", "Joe Sample=minister"),
    ("Sampleton MP Jane Example spoke.", "Jane Example=mp"),
    ("Jane Example, MP for Sampleton South, spoke.", "Jane Example=mp"),
    ("Ofsted inspector Jane Example wrote to the council.", "Jane Example=inspector"),
    ("Lead inspector, Jane Example, wrote to the council.", "Jane Example=inspector"),
    ("Jane Example, His Majesty’s Inspector, wrote to the council.", "Jane Example=inspector"),
    ("The inspection team, led by Jane Example, came in May.", "Jane Example=inspector"),
    ("Sir Joe Sample, Ofsted’s chief inspector, spoke.", "Joe Sample=chief_inspector"),
    ("Ofsted’s regional director for the North West, Jane Example, spoke.", "Jane Example=inspectorate_official"),
    ("Jane Example, CQC’s interim chief inspector of adult social care, spoke.", "Jane Example=chief_inspector"),
    ("DfE commissioner Jane Example will report in May.", "Jane Example=commissioner"),
    ("Jane Example was appointed commissioner by the government.", "Jane Example=commissioner"),
    ("Jane Example, the independent chair of the improvement board, spoke.", "Jane Example=improvement_board_chair"),
    ("Jane Example, who chairs the council’s improvement board, spoke.", "Jane Example=improvement_board_chair"),
    ("Jane Example, independent chair of Sampleton Safeguarding Children Board, spoke.", "Jane Example=lscb_chair"),
    ("The chair of the children’s scrutiny committee, Cllr Joe Sample, spoke.", "Joe Sample=committee_chair"),
    (
        "Jane Example, president of the Association of Directors of Children’s Services, spoke.",
        "Jane Example=association_official",
    ),
    ("ADCS president Jane Example spoke.", "Jane Example=association_official"),
    (
        "Cllr Joe Sample, chair of the Local Government Association’s Children and Young People Board, spoke.",
        "Joe Sample=association_official",
    ),
    ("Assistant director for children’s social care Jane Example spoke.", "Jane Example=assistant_director"),
    ("Jane Example, head of safeguarding, spoke.", "Jane Example=head_of_service"),
    ("Director of Adult Social Services Jane Example spoke.", "Jane Example=director_adult_services"),
    (
        "Jane Example, executive director for adult social care and health, spoke.",
        "Jane Example=director_adult_services",
    ),
    ("Jane Example, director of housing, spoke.", "Jane Example=director_other"),
    ("Jane Example, strategic director for people, spoke.", "Jane Example=director_childrens_services"),
    (
        "Jane Example and Joe Sample, leader and chief executive of Sampleton Council, spoke.",
        "Jane Example=council_leader Joe Sample=chief_executive",
    ),
    ("Coun Joe Sample asked for answers.", "Joe Sample=councillor"),
    ("Housing Ombudsman Joe Sample spoke.", "Joe Sample=ombudsman"),
    ("Principal social worker Jane Example spoke.", "Jane Example=practitioner"),
    ("Cllr Seán O’Dummy, cabinet member for children, spoke.", "Seán O’Dummy=cabinet_member"),
    ("Cllr Mary-Jane McSample, cabinet member for children, spoke.", "Mary-Jane McSample=cabinet_member"),
    ("Cllr Abdul de Sample, cabinet member for children, spoke.", "Abdul de Sample=cabinet_member"),
    ("Siân ap Dummy, chief executive, spoke.", "Siân ap Dummy=chief_executive"),
    ("Cllr J. K. Placeholder, leader of the council, spoke.", "J. K. Placeholder=council_leader"),
    ("Zebedee Unheardof, director of children’s services, spoke.", "Zebedee Unheardof=director_childrens_services"),
    ("Former chief executive Joe Sample left in March.", "Joe Sample=chief_executive"),
    ("The new chief executive will be Jane Example.", "Jane Example=chief_executive"),
    (
        "Council chiefs say their director of children’s services is Jane Example.",
        "Jane Example=director_childrens_services",
    ),
    ("Jane Example, 52, director of children’s services, spoke.", "Jane Example=director_childrens_services"),
    ("Jane Example OBE, chief executive of the council, spoke.", "Jane Example=chief_executive"),
    (
        "Cllr Ann Green, cabinet member for housing, and Cllr Bill King, leader, spoke.",
        "Ann Green=cabinet_member Bill King=council_leader",
    ),
    ("Cllr Ann Sample (Con, Sampleton West), cabinet member for children, spoke.", "Ann Sample=cabinet_member"),
    ("Jane Example told director of children’s services Joe Sample to act.", "Joe Sample=director_childrens_services"),
    (
        "Responding, Jane Example, Interim Strategic Director of Children, Families and Lifelong Learning, spoke.",
        "Jane Example=director_childrens_services",
    ),
    (
        "Cllr Jane Example, leader of Sampleton Council, and the local authority’s chief executive Joe Sample spoke.",
        "Jane Example=council_leader Joe Sample=chief_executive",
    ),
    (
        "Sampleton Children’s Trust, led by chair of the board Jane Example and chief executive Joe Sample, spoke.",
        "Jane Example=trust_chair Joe Sample=trust_chief_executive",
    ),
    ("Trust CEO Jane Example spoke.", "Jane Example=trust_chief_executive"),
    ("Sampleton Council made Dr Jane Example its director of housing.", "Jane Example=director_other"),
    (
        "Among the new cabinet members are Jane Example, who will oversee roads, and Joe Sample who will manage parks.",
        "Jane Example=cabinet_member Joe Sample=cabinet_member",
    ),
    ("Commissioners Jane Example and Joe Sample spoke.", "Jane Example=commissioner Joe Sample=commissioner"),
    ("Ofsted’s Jane Example said so.", "Jane Example=inspectorate_official"),
    ("Jane Example, the divisional manager of Ofsted’s assessments, spoke.", "Jane Example=inspectorate_official"),
    ("Jane Example, who led the inspection, spoke.", "Jane Example=inspector"),
    ("Led by Jane Example, the inspection team came in May.", "Jane Example=inspector"),
    ("The lead Her Majesty’s Inspector (HMI) Jane Example spoke.", "Jane Example=inspector"),
    ("Front-line worker Jane Example spoke.", "Jane Example=practitioner"),
    (
        "JANE Example, head of the troubled children's services department, resigned.",
        "Jane Example=director_childrens_services",
    ),
    (
        "Jane Example was praised for her work since her appointment as director of housing in 2013.",
        "Jane Example=director_other",
    ),
    ("Cllr Jane Example leads the council.", "Jane Example=council_leader"),
    ("Former councillor Jane Example spoke.", "Jane Example=councillor"),
    ("Cllr Jane Example, now leader and then Cabinet Member for Children, spoke.", "Jane Example=council_leader"),
    ("Cllr Jane Example is the Chairman of the Sampleton Tenants’ Association.", "Jane Example=councillor"),
    ("Jane Example - cabinet member for children’s services - spoke.", "Jane Example=cabinet_member"),
    ("Cabinet member Cllr Jane Example spoke.", "Jane Example=cabinet_member"),
    ("The council’s cabinet lead for children, Cllr Jane Example, spoke.", "Jane Example=cabinet_member"),
    (
        "The borough’s director of children’s social care, Jane Example, spoke.",
        "Jane Example=director_childrens_services",
    ),
    (
        "Jane Example, who ministers appointed as commissioner for Sampleton’s services last month, spoke.",
        "Jane Example=commissioner",
    ),
    ("Jane Example, appointed by the DfE as commissioner, will report in June.", "Jane Example=commissioner"),
    ("The commissioner appointed by the DfE, Jane Example, will report in June.", "Jane Example=commissioner"),
    (
        "Jane Example succeeds Tom Sample as director of children’s services.",
        "Jane Example=director_childrens_services Tom Sample=director_childrens_services",
    ),
    (
        "Director of children’s services Tom Sample is leaving and will be replaced by Jane Example.",
        "Jane Example=director_childrens_services Tom Sample=director_childrens_services",
    ),
    (
        "Deputy leader and cabinet member for children Cllr Jane Example spoke.",
        "Jane Example=deputy_leader Jane Example=cabinet_member",
    ),
    (
        "Jane Example is the council’s third director of children’s services.",
        "Jane Example=director_childrens_services",
    ),
    ("Ofsted social care boss Jane Example spoke.", "Jane Example=inspectorate_official"),
    ("The council’s social care chief, Cllr Jane Example, spoke.", "Jane Example=cabinet_member"),
    ("Parliamentary under-secretary of state for children Jane Example MP wrote.", "Jane Example=minister"),
    (
        "Cllr Jane Example, chair of the LGA’s children and young people board, spoke.",
        "Jane Example=association_official",
    ),
    ("JANE EXAMPLE, director of children’s services, spoke.", "Jane Example=director_childrens_services"),
    ("Leader of Sampleton Council Jane SampleLeader of Sampleton Council Jane Sample.", "Jane Sample=council_leader"),
    (
        "In a letter to the leader, Ann Placeholder, the minister said that more was to come.",
        "Ann Placeholder=council_leader",
    ),
]

NOBODY = [
    "A charity finds parents for children. Nineteen children waited. Its director, Jane Example, said that children wait.",
    "The director of children’s services left in March.",
    "Sampleton Borough Council has a new cabinet member for children’s services.",
    "Leaders of Sampleton Council met Unison on Monday.",
    "Children and Families director posts are hard to fill.",
    "The Care Quality Commission and its chief inspector met in Sampleton Town Hall.",
    "The chief executive of Sampleton Council spoke to BBC News.",
    "Jane Example, sent by the council to meet the minister, was glad.",
    "Jane Example, made redundant by the council leader, was glad.",
    "The school was run by a team led by Jane Example.",
    "Head of HR, Sampleton Council, £60,000 per annum.",
]


def officials(text: str) -> set[str]:
    return {f"{claim.name}={claim.role}" for claim in find_officials(analysed(text), "sampleton") if claim.published}


@pytest.mark.parametrize("post", ["led the council’s response to the fire", "led Ofsted’s visit to Sampleton Council"])
def test_who_leads_something_else_is_no_leader(post: str) -> None:
    assert officials(f"Dr Jane Example {post}.") == set()


def test_who_is_replaced_or_lost_a_post_is_a_former_holder() -> None:
    text = (
        "Jane Example is the new leader of the council. She replaces Tom Sample. Ann Placeholder lost her cabinet post."
    )
    former = {claim.name: claim.former for claim in find_officials(analysed(text), None)}
    assert former == {"Jane Example": False, "Tom Sample": True, "Ann Placeholder": True}


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0][:50] for case in CASES])
def test_official(sentence: str, expected: str) -> None:
    wanted = set(re.findall(r"\S.*?=\w+", expected))
    assert officials(f"{sentence} It was a wet day in the town, and nothing else happened.") == wanted


@pytest.mark.parametrize("sentence", NOBODY)
def test_nobody(sentence: str) -> None:
    assert officials(f"{sentence} It was a wet day in the town, and nothing else happened.") == set()
