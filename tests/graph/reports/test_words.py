"""Tables, sentences and names in the many ways they are printed."""

from __future__ import annotations

import pytest

from graph.reports.areas import ILACS, SIF
from graph.reports.headline import board_statement, overall_statement
from graph.reports.inspectors import lead_inspectors
from graph.reports.judged import read_table

RI = "requires_improvement"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lead inspector: Jane Example, His Majesty’s Inspector\nJudgement Grade", ["Jane Example"]),
        ("Lead inspector: Jane Example\nHer Majesty's Inspector\nJudgement Grade", ["Jane Example"]),
        ("Lead inspector: Jane Example, His Majesty’s\nInspector\nJudgement Grade", ["Jane Example"]),
        ("Lead inspector: Jane\nExample, His Majesty’s Inspector\nJudgement", ["Jane Example"]),
        ("Lead inspectors: Jane Example and John Sample, Her Majesty’s Inspectors\n", ["Jane Example", "John Sample"]),
        ("Lead inspectors: Jane Example HMI,\nJohn Sample HMI\nTeam inspectors: A B", ["Jane Example", "John Sample"]),
        ("Lead inspectors\nJane Example HMI\nJohn Sample HMI\nTeam inspectors", ["Jane Example", "John Sample"]),
        ("Lead inspector: Jane Example HMI and\nJohn Sample HMI\nJudgement", ["Jane Example", "John Sample"]),
        ("Lead inspector: Jane Example (HMI)\nDeputy lead inspector: John Sample", ["Jane Example"]),
        ("Lead inspector Jane Example\nDeputy lead inspector John Sample", ["Jane Example"]),
        ("Lead inspector: Jane Example HMI Deputy lead inspector: John Sample", ["Jane Example"]),
        ("Leadinspector:Jane Example\nOfsted Inspectors: John Sample", ["Jane Example"]),
        ("Lead inspector:\nJane Example\nTeam inspectors: John Sample", ["Jane Example"]),
        ("Reporting inspector Jane Example HMI\nAge group: All", ["Jane Example"]),
        ("Lead inspector: José Núñez-O’Example, Senior His Majesty’s Inspector", ["José Núñez-O’Example"]),
        ("Lead inspector: Jane A. de la Example, Her Majesty’s Inspector, Social Care\n", ["Jane A. de la Example"]),
        ("The team\nJane Example (lead inspector)\nJohn Sample", ["Jane Example"]),
        ("Deputy lead inspector: John Sample\nShadow lead inspector: A Sample", []),
        ("Inspection lead: nobody\n", []),
    ],
)
def test_lead_inspectors(text: str, names: list[str]) -> None:
    found, place = lead_inspectors(text)
    assert list(found) == names
    if names:
        assert place
        assert all(word in place.passage.of(text) for name in names for word in name.split())


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("The overall judgement is good\nIt is.", "good"),
        ("The overall judgement is that children’s services are\ninadequate.2\n", "inadequate"),
        ("Children’s services in St. Example require\nimprovement to be good\n", RI),
        ("Services for children in Exampleton are inadequate\n", "inadequate"),
        ("Exampleton children's services are outstanding\n", "outstanding"),
        ("The London Borough of Exampleton requires improvement to be good\n", RI),
        ("It is expected that children receive good help.\n", None),
    ],
)
def test_overall_statement(text: str, grade: str | None) -> None:
    row = overall_statement(text, 0, len(text))
    assert (row.cell.grade if row else None) == grade


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("The effectiveness of the Local Safeguarding Children Board (LSCB) is\ngood\nThe", "good"),
        ("The effectiveness of the LSCB is good \n", "good"),
        ("The Local Safeguarding Children Board (LSCB) is inadequate.\n", "inadequate"),
        ("The Local Safeguarding Children Board requires improvement to be good\n", RI),
        ("The Exampleton and Sampleshire Safeguarding Children Board is outstanding\n", "outstanding"),
        ("The judgement for the effectiveness of the LSCB is that it requires improvement\n", RI),
        ("The LSCB is good because:\n", "good"),
        ("An LSCB that is good coordinates the work\n", None),
        ("The LSCB is likely to be judged good if\n", None),
        ("The LSCB is good at sharing\n", None),
    ],
)
def test_board_statement(text: str, grade: str | None) -> None:
    row = board_statement(text)
    assert (row.cell.grade if row else None) == grade


LEAD = "The impact of leaders on social work"
PROGRESS = "The experiences and progress of"
HELP = "children who need help and"
CARE = "children in care and care"
ALL = "Overall effectiveness"
ILACS_TABLES = {
    "beside": f"""{LEAD}
practice Good
{PROGRESS} {HELP}
protection Requires improvement to be good
{PROGRESS} {CARE}
leavers Inadequate
{ALL} Inadequate
""",
    "in-the-middle": f"""{LEAD} Good
practice
{PROGRESS} {HELP} Requires improvement
protection to be good
{PROGRESS} {CARE} Inadequate
leavers
{ALL} Inadequate
""",
    "above": f"""Good
{LEAD} practice
Requires improvement to
be good
{PROGRESS} {HELP} protection
Inadequate
{PROGRESS} {CARE} leavers
Inadequate
{ALL}
""",
    "column-by-column": f"""{LEAD} practice
{PROGRESS} {HELP} protection
{PROGRESS} {CARE} leavers
{ALL}
Good
Requires improvement to be good
Inadequate
Inadequate
""",
    "no-spaces": f"""{LEAD.replace(" ", "")}practice Good
{PROGRESS.replace(" ", "")}{HELP.replace(" ", "")}protection Requiresimprovement to be good
{PROGRESS.replace(" ", "")}{CARE.replace(" ", "")}leavers Inadequate
{ALL.replace(" ", "")} Inadequate
""",
}


@pytest.mark.parametrize("layout", ILACS_TABLES)
def test_table_in_any_layout(layout: str) -> None:
    text = ILACS_TABLES[layout] + "Good work is done here, and outstanding plans are made for children in care.\n"
    table = read_table(text, 0, ILACS)
    assert table.complaint == ""
    assert {row.area.notation: row.cell.grade for row in table.rows} == {
        "leaders": "good",
        "help_protection": RI,
        "in_care_and_care_leavers": "inadequate",
        "overall": "inadequate",
    }
    words = {row.area.notation: row.cell.words.replace(" ", "") for row in table.rows}
    assert words["help_protection"].lower() == "requiresimprovementtobegood"
    for row in table.rows:
        assert all(place.trigger == row.cell.span for place in row.evidence[:1])


def test_grades_above_and_below_their_label() -> None:
    text = (
        "Requires\n1. Children who need help and protection\nimprovement to be\ngood\n"
        "2. Children looked after and achieving Requires\npermanence improvement to be\ngood\n"
        "2.1 Adoption performance Good\n2.2 Experiences and progress of care leavers No judgement\n"
        "Requires\n3. Leadership, management and governance\nimprovement\nFoster homes here need to be good to last.\n"
    )
    table = read_table(text, 0, SIF)
    assert [row.cell.grade for row in table.rows] == [RI, RI, "good", "not_judged", RI]
    assert [row.cell.words for row in table.rows][-1] == "Requires improvement"


def test_a_missing_grade_is_a_complaint_and_no_guess() -> None:
    text = "1. Children who need help and protection\n2. Children looked after and achieving permanence Good\n"
    table = read_table(text, 0, SIF)
    assert table.complaint
    assert {row.area.notation: row.cell.grade for row in table.rows} == {"in_care": "good"}
