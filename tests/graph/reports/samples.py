"""Invented reports on invented councils, one a layout, in words of our own."""

from __future__ import annotations

import dataclasses
import datetime as dt

from graph.register.register import Register, load_register

PROGRESS = "The experiences and progress of"
LEADERS_DO = "The impact of leaders on social work practice"
PROTECTED = "children who need help and protection"
CARED_FOR = "children in care and care leavers"
LEFT_CARE = "care leavers"
ADOPTION = "Adoption performance"
LEAVERS = "Experiences and progress of care leavers"
OUTCOMES = ["Outcomes for looked after children and", "young people"]
RI = "Requires improvement"
RI_LONG = "Requires improvement to be good"
COUNCIL = "Exampleton Borough Council"
BOARD_NAME = "Local Safeguarding Children Board"

TITLE = ["Inspection of Exampleton local authority", "children’s services"]
DATES = ["Inspection dates: 7 to 18 March 2022", "Lead inspector: Jane Example, Her Majesty’s Inspector"]
LEADERS = ["The impact of leaders", "on social work practice"]
PROTECTION = [PROGRESS, PROTECTED]
CARE = [PROGRESS, CARED_FOR]
TABLE_4 = [
    "Judgement Grade",
    *LEADERS,
    "Good",
    *PROTECTION,
    RI_LONG,
    *CARE,
    "Outstanding",
    "Overall effectiveness Good",
]
SUMMARY = ["Staff in this invented place know their families well. Ofsted visits were few."]
NEEDS = ["What needs to improve?", "• The speed of first visits,", "including those at night.", "• The use of plans."]
SECTIONS = [
    f"{PROGRESS} children who need help and",
    f"protection: {RI_LONG.lower()}",
    "1. Families are met soon after a call, although some of them wait for longer than",
    "the rules of the place allow.",
    "2. Plans are short.",
    f"{PROGRESS} {CARED_FOR}: outstanding",
    "3. Homes are near.",
    f"{LEADERS_DO}: good",
    "4. Leaders listen.",
]
ILACS_4 = [*TITLE, *DATES, *TABLE_4, *SUMMARY, *NEEDS, *SECTIONS]

SERVICES = ["services for children in need of help", "and protection"]
REVIEW = ["Review of the effectiveness of the", f"{BOARD_NAME}1"]
SIF_TABLE = [
    f"1. Children who need help and protection {RI}",
    "2. Children looked after and achieving",
    "permanence",
    "Outstanding",
    f"2.1 {ADOPTION} Not judged",
    f"2.2 {LEAVERS}",
    *RI.split(),
    f"3. Leadership, management and governance {RI}",
]
SIF_DATES = ["Inspection date: 3 March 2015 – 26 March 2015", "Report published: 18 May 2015"]
SIF_OVERALL = [
    "The overall judgement is that children’s services require",
    "improvement",
    "Services in this place vary.",
]
SIF_TITLE = [COUNCIL, f"Inspection of {SERVICES[0]}", SERVICES[1]]
SIF = [*SIF_TITLE, "and", *REVIEW, *SIF_DATES, *SIF_OVERALL, *SIF_TABLE]
SIF_ALONE = [*SIF_TITLE, *SIF_DATES, *SIF_OVERALL, *SIF_TABLE]
SIF_AGAIN = [COUNCIL, f"Re-inspection of {SERVICES[0]}", SERVICES[1], *SIF_DATES, *SIF_OVERALL, *SIF_TABLE]
NEEDS_OF = "What does the {} need to improve?"
SIF_NEEDS = [
    NEEDS_OF.format("local authority"),
    "Priority and immediate action",
    "1. Ensure that calls at night are answered.",
    "Areas for improvement",
    "2. Ensure that plans are shared with families in",
    "good time.",
    "3. Ensure that staff are trained:",
    "• in law",
    "• in listening.",
    "The local authority’s strengths",
    "4. Foster homes are warm.",
]
SIF_BODY = [
    "Contents",
    NEEDS_OF.format("local authority") + " 4",
    NEEDS_OF.format("LSCB") + " 30",
    *SIF_NEEDS,
    f"{BOARD_NAME} (LSCB)",
    f"The {BOARD_NAME} is good",
    NEEDS_OF.format("LSCB"),
    "5. Check the training of partners.",
    "Information about this inspection",
    "Lead inspector: Jane Example HMI",
    "Deputy lead inspector: John Sample HMI",
    "Team inspectors: Joan Specimen HMI",
]
LOOKED_AFTER = [
    "Inspection of looked after children",
    "services",
    COUNCIL,
    "Inspection dates: 10 – 14 June 2013",
    "Reporting inspector Jane Example HMI",
    "Age group: All",
    "Published: 19 July 2013",
]
RECORD = [
    "Record of main findings",
    "Overall effectiveness Adequate",
    "Capacity to improve Outstanding",
    *OUTCOMES,
    "Adequate",
    "Quality of provision Adequate",
    "Leadership and management Inadequate",
]
BOARD = [
    "Exampleton Safeguarding Children Board",
    *REVIEW,
    "Inspection date: 8 June 2015 – 10 June 2015",
    "Report published: 27 July 2015",
    f"The {BOARD_NAME} requires improvement",
    "Recommendations",
    "• Meet more often.",
    "• Write minutes.",
    "Inspection findings",
    "1. The chair is new.",
    "Lead inspector: Jane Example, HMI",
]


def register() -> Register:
    """The register with two invented councils, one of which took the other's place in 2019."""
    model = load_register().councils["rutland"]
    new = dataclasses.replace(
        model,
        slug="exampleton",
        name="Exampleton Borough Council",
        short_name="Exampleton",
        gss="E06999991",
        former_gss=(),
        iso="",
        dfe="",
        ofsted="89991",
        start=None,
        end=None,
        successors=(),
        predecessors=("oldshire",),
    )
    old = dataclasses.replace(
        new,
        slug="oldshire",
        name="Oldshire County Council",
        short_name="Oldshire",
        gss="E10999992",
        ofsted="89992",
        end=dt.date(2019, 3, 31),
        successors=("exampleton",),
        predecessors=(),
    )
    return Register({**load_register().councils, "exampleton": new, "oldshire": old})
