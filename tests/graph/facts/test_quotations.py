"""Whose words stand between the marks: every kind of mark and every place a speaker can have. All people are invented."""

from __future__ import annotations

import pytest

from graph.extraction.quotations import find_quotations
from tests.graph.facts.analysed import analysed

CASES = {
    "said before": (
        "Cllr Jane Example, leader of the council, said: “We will do all that is needed for families.”",
        [("Jane Example", "We will do", "for families.")],
    ),
    "said behind": (
        "“We will do all that is needed for families,” said Jane Example, director of children’s services.",
        [("Jane Example", "We will do", "for families,")],
    ),
    "name said behind": (
        "“We will do all that is needed for families,” Cllr Example said.\nCllr Jane Example leads the council.",
        [("Jane Example", "We will do", "for families,")],
    ),
    "split by the clause": (
        "“We will do all that is needed for families,” said Jane Example. “There is so much more that we want to try.”",
        [("Jane Example", "We will do", "for families,"), ("Jane Example", "There is so", "to try.")],
    ),
    "several paragraphs": (
        "Jane Example, chief executive, said: “We will do all that is needed.\n\n“Then "
        "we shall do more than that.\n\n“It is time.”",
        [("Jane Example", "We will do", "is time.")],
    ),
    "several paragraphs in single marks": (
        "Jane Example, chief executive, said: ‘We will do all that is needed.\n\n‘Our "
        "parents’ groups want more than that.\n\n‘It’s time.’",
        [("Jane Example", "We will do", "’s time.")],
    ),
    "straight single marks": (
        "Jane Example, chief executive, said: 'We'll do all that's needed for the children's sake.'",
        [("Jane Example", "We'll do all", "children's sake.")],
    ),
    "pronoun": (
        "Jane Example became chief executive in May.\n“We will do all that is needed for families,” she said.",
        [("Jane Example", "We will do", "for families,")],
    ),
    "pronoun adds": (
        "Jane Example, chief executive, said: “We will do all that is needed.”\nShe "
        "added: “There is so much more that we want to try.”",
        [("Jane Example", "We will do", "is needed."), ("Jane Example", "There is so", "to try.")],
    ),
    "carried on without a clause": (
        "“We will do all that is needed for families,” said Jane Example, leader.\n“There is so much more that we want to try.”",
        [("Jane Example", "We will do", "for families,"), ("Jane Example", "There is so", "to try.")],
    ),
    "announced with a colon": (
        "Jane Example, chief executive of Sampleton Council, said:\n\n“We will do all that is needed for families.”",
        [("Jane Example", "We will do", "for families.")],
    ),
    "according to": (
        "The plans are “well made but too late for many”, according to Ofsted.",
        [("ofsted", "well made but", "for many")],
    ),
    "report says": (
        "Ofsted came in May. The report says: “Too many children wait too long for help.”",
        [("ofsted", "Too many children", "for help.")],
    ),
    "words of a report inside a sentence": (
        "Inspectors found that leaders had “made little or no headway since the last visit”.",
        [("ofsted", "made little or", "last visit")],
    ),
    "it warned": (
        "Ofsted published its report today. It warned that help came “too late for far too many children”.",
        [("ofsted", "too late for", "many children")],
    ),
    "inspectors wrote behind": (
        "“Too many children wait too long for help,” inspectors wrote.",
        [("ofsted", "Too many children", "for help,")],
    ),
    "the care regulator": (
        "The Care Quality Commission came in May. “People wait too long for an assessment,” the report said.",
        [("cqc", "People wait too", "an assessment,")],
    ),
    "the housing regulator": (
        "The Regulator of Social Housing said there were “serious failings in how the landlord delivers outcomes”.",
        [("rsh", "serious failings in", "delivers outcomes")],
    ),
    "a department": (
        "A Department for Education spokesperson said: “We will not hesitate to act where children are failed.”",
        [("dfe", "We will not", "are failed.")],
    ),
    "a council's spokesman": (
        "A Sampleton Council spokesman said: “We will do all that is needed for families.”",
        [("council", "We will do", "for families.")],
    ),
    "a person before a body": (
        "Joe Sample, Ofsted’s regional director, said: “We will be back before the year is out.”",
        [("Joe Sample", "We will be", "is out.")],
    ),
    "a relative clause with a body": (
        "Baker Joe Sample, whose view of Ofsted is low, said: “They never came to my shop, not once.”",
        [("Joe Sample", "They never came", "not once.")],
    ),
    "told a committee": (
        "Jane Example told the scrutiny committee: “We will do all that is needed for families.”",
        [("Jane Example", "We will do", "for families.")],
    ),
    "a fragment in a person's sentence": (
        "Cllr Jane Example said the result was “a tribute to everyone who works with our children”.",
        [("Jane Example", "a tribute to", "our children")],
    ),
    "nested marks": (
        "Jane Example, chief executive, said: “When they call us ‘good’ we know that it is meant.”",
        [("Jane Example", "When they call", "is meant.")],
    ),
    "breaks lost": (
        'Jane Example, chief executive, said: "We will do all that is needed. "Then we shall do more. "It is time."',
        [("Jane Example", "We will do", "is time.")],
    ),
    "the other speaker": (
        "Jane Example, leader, said: “We will do all that is needed.”\nJoe "
        "Sample, her deputy, said: “I could not agree more with that.”",
        [("Jane Example", "We will do", "is needed."), ("Joe Sample", "I could not", "with that.")],
    ),
    "asked": (
        "At the meeting committee chair Jane Example asked Joe Sample whether he was “sure in his mind that it would work”.",
        [("Jane Example", "sure in his", "would work")],
    ),
    "long name before the verb": (
        "Councillor Jane Example, the authority’s cabinet member for children, "
        "young people and families, said: “We will do all that is needed.”",
        [("Jane Example", "We will do", "is needed.")],
    ),
    "said behind a long clause": (
        "“We will do all that is needed for families”, the council’s interim chief executive Jane Example told reporters.",
        [("Jane Example", "We will do", "for families")],
    ),
    "closing mark before the full stop": (
        "Jane Example, leader, said that it was ‘the best thing that has happened here’. The town was glad.",
        [("Jane Example", "the best thing", "happened here")],
    ),
    "they": (
        "Inspectors came in May. “Too many children wait too long for help,” they said.",
        [("ofsted", "Too many children", "for help,")],
    ),
    "a colon and a caption between": (
        "Jane Example, leader, said: “We will do all that is needed.\n\nImage "
        "caption Jane Example in May\n\n“Then we shall do more than that.”",
        [("Jane Example", "We will do", "than that.")],
    ),
    "in a statement": (
        "In a statement, the council said: “We accept the findings in full and are sorry.”",
        [("council", "We accept the", "are sorry.")],
    ),
    "a post alone": (
        "Ofsted came in May. Jane Example is the director of children’s services. The director said: “We did all that we could.”",
        [("Jane Example", "We did all", "we could.")],
    ),
    "a surname alone": (
        "Council leader Jane Example was pleased. “From that rating to this one is a long way,” Example said.",
        [("Jane Example", "From that rating", "long way,")],
    ),
    "nested single marks": (
        "Jane Example, chief executive, said: ‘We accept all of what was found.\n\n‘The report "
        "says that ‘strong leadership’ is in place.\n\n‘It takes time.’",
        [("Jane Example", "We accept all", "takes time.")],
    ),
    "a joint statement": (
        "In a joint statement Cllr Jane Example, leader, and the council's chief executive Joe "
        "Sample said: “We are very glad of it.”",
        [("Jane Example", "We are very", "of it.")],
    ),
    "the second verb of a speaker": (
        "Cllr Jane Example said the council “would do more for all” and promised that “children will come first from now on”.",
        [("Jane Example", "children will come", "now on")],
    ),
    "a party and ward with a colon": (
        "Cllr Jane Example (Lab: Sampleton Green), leader of the council, said: “We have a new model of care here.”",
        [("Jane Example", "We have a", "care here.")],
    ),
    "an apposition that no comma closes": (
        "Joe Sample, CQC’s chief inspector of adult social care said: “Too many people wait for too long.”",
        [("Joe Sample", "Too many people", "too long.")],
    ),
    "an apposition before another verb": (
        "Cllr Jane Example, the County Council’s Lead Member for Children, was pleased and said: “We are proud of our staff.”",
        [("Jane Example", "We are proud", "our staff.")],
    ),
    "a speaker behind a full stop": (
        "“We accept that,” said the council’s Executive Director for People, Jane Example. “And we accept it in full.”",
        [("Jane Example", "And we accept", "in full.")],
    ),
    "according to, at the end": (
        "The service is “working through a plan and doing so well” in spite of all that, according to Ofsted.",
        [("ofsted", "working through a", "so well")],
    ),
    "a report that is said to find": (
        "The services “meet the minimum and no more than that”, an inspection report by Ofsted has found.",
        [("ofsted", "meet the minimum", "than that")],
    ),
    "a minister's letter": (
        "In a letter to the council leader, Jane Example, the children’s minister, confirmed that she was content. "
        "The letter goes on: “Vulnerable children are now better served than before.”",
        [("Jane Example", "Vulnerable children are", "than before.")],
    ),
    "a letter of the department": (
        "The council, says the DfE letter, must act. “This direction stays in force until further notice,” the letter adds.",
        [("dfe", "This direction stays", "further notice,")],
    ),
    "the council's answer to a report": (
        "Inspectors came in May. A response to that report said much was done. "
        "It said that there was “a full plan for three years”.",
        [("council", "a full plan", "three years")],
    ),
    "when somebody else spoke": (
        "The council said it acted when Ofsted reported, and that it had “a full plan for the next three years”.",
        [("council", "a full plan", "three years")],
    ),
    "a fragment in a sentence without an actor": (
        "Ofsted inspected the council in May. The council was glad. "
        "Children at risk get “a prompt and useful answer from staff”.",
        [("ofsted", "a prompt and", "from staff")],
    ),
    "users of the council": (
        "The CQC came in May. Users of the council’s services were sure “that what they had was shaped around them”.",
        [("cqc", "that what they", "around them")],
    ),
    "the letter": (
        "Ofsted inspector Joe Sample wrote to the council. His letter says “the pace of change has been far too slow”.",
        [("ofsted", "the pace of", "too slow")],
    ),
    "post with a party": (
        "Jane Example, leader of the council, was there.\nThe Labour leader said: “We will do all that is needed here.”",
        [("Jane Example", "We will do", "needed here.")],
    ),
    "post with its field, behind": (
        "Jane Example, director of children’s services, and Tom Sample, leader, were there.\n"
        "“We will do all that is needed here,” said the director of children’s services.",
        [("Jane Example", "We will do", "needed here,")],
    ),
    "second verb of the subject": (
        "Ofsted rated the council as poor and said that “leaders have been slow to act on it”.",
        [("ofsted", "leaders have been", "on it")],
    ),
    "second verb of saying": (
        "The council met the law in part, Ofsted said, but added: “Leaders have been slow to act on it.”",
        [("ofsted", "Leaders have been", "on it.")],
    ),
    "those led by somebody": (
        "The inspection team, led by Ann Dummy, found that “leaders have been slow to act on it”.",
        [("ofsted", "leaders have been", "on it")],
    ),
    "those who write to somebody": (
        "In a letter to director Jane Example, Ofsted said: “Leaders have been slow to act on it.”",
        [("ofsted", "Leaders have been", "on it.")],
    ),
    "spokesman goes on": (
        "Jane Example has left.\nA council spokesman said: “We would like to thank her very much.”\n"
        "He added: “A new director will be found soon.”",
        [("council", "We would like", "very much."), ("council", "A new director", "found soon.")],
    ),
    "a report of the council’s own": (
        "A council report says: “The cost of care has risen faster than we planned for.”",
        [("council", "The cost of", "planned for.")],
    ),
    "a report to a committee": (
        "“The cost of care has risen faster than planned,” the report for the council’s children’s committee said.",
        [("council", "The cost of", "than planned,")],
    ),
    "somebody’s own report": (
        "Commissioner Ann Dummy’s report said that “leaders have been slow to act on it”.",
        [("Ann Dummy", "leaders have been", "on it")],
    ),
    "signed with a dash": (
        "Tom Sample was there.\n“We will do all that is needed for families” – Jane Example, leader",
        [("Jane Example", "We will do", "for families")],
    ),
    "spokesman before a colon": (
        "Spokesperson for the DfE: “We will do all that is needed for families.”",
        [("dfe", "We will do", "for families.")],
    ),
    "list that inspectors announce": (
        "Inspectors noted:\n\n- Children are seen often.\n\n- The council’s plan is ‘helping leaders to focus on practice’.",
        [("ofsted", "helping leaders to", "on practice")],
    ),
    "quality of work that is judged": (
        "Inspectors found that “the quality of social work practice was good in each case”.",
        [("ofsted", "the quality of", "each case")],
    ),
    "a text that breaks off": (
        "Council leader Jane Example said: “All who work in our teams have tried to do the best they can, and next year will b",
        [("Jane Example", "All who work", "year will b")],
    ),
    "a report that breaks off": (
        "Ofsted came in May.\n\nIts report said: ‘Staff know every child on their lists and see them often, which was no",
        [("ofsted", "Staff know every", "which was no")],
    ),
}

NO_SPEECH = {
    "stray mark at the end": "Ofsted came.\n\nThe “one team way of work that its leaders are so proud of is yet to reach the",
    "list of names": "Nine areas are judged, among them ‘equity’, ‘how the council keeps all people safe’, and ‘leadership’.",
    "name with its short form": "It uses the ‘inspection of local authority services for children’ (ILACS) framework.",
    "title of a document": "It holds the ‘Improvement notice issued to Sampleton: May 2023’ too.",
    "stranger": "Ofsted came in May. The charity’s founder said: “Nobody ever asked us what we thought.”",
    "source": "Ofsted came in May. A Sampleton source said: “They knew of it for years and years.”",
    "unnamed commissioner": "Ofsted came in May. The commissioner’s report said “progress has been far too slow for long”.",
    "critics": "Ofsted came in May. Opposition councillors called the report “a damning list of years of neglect”.",
    "peer review": "Ofsted came in May. A peer review said that “progress has been far too slow for long”.",
    "grade": "Ofsted rated the service ‘requires improvement to be good’ in May.",
    "area": "The area ‘children who need help and protection’ was rated good.",
    "scare": "The so-called ‘new start’ was late.",
    "apostrophes": "The children’s and the parents’ groups met at the council’s offices in ’90s style.",
    "title": "The plan ‘Every Child In Sampleton Matters More’ was published.",
}


def quotations(text: str) -> list[tuple[str | None, str]]:
    analysis = analysed(text)
    return [
        (claim.speaker or claim.body, "\n".join(part.of(analysis.document.text) for part in claim.parts))
        for claim in find_quotations(analysis, "sampleton")
        if claim.published
    ]


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_quotation(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = quotations(text)
    assert [speaker for speaker, _ in found] == [speaker for speaker, _, _ in expected], found
    for (_, words), (_, first, last) in zip(found, expected, strict=True):
        assert words.startswith(first)
        assert words.endswith(last)


@pytest.mark.parametrize("text", NO_SPEECH.values(), ids=NO_SPEECH)
def test_no_speech(text: str) -> None:
    assert quotations(text) == []


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_curly_and_straight_marks_say_the_same(text: str, expected: list[tuple[str, str, str]]) -> None:
    straight = text.translate(str.maketrans("“”‘’", "\"\"''"))
    assert [speaker for speaker, _ in quotations(straight)] == [speaker for speaker, _, _ in expected]
