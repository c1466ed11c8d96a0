"""What an inspection may not be: under a framework of another time or scale, or of a service that the council does not run."""

from __future__ import annotations

import pytest

from graph.extraction.extractor import extract
from tests.graph.extraction.invented import document, judgements


@pytest.mark.parametrize(
    ("text", "framework"),
    [
        (
            "Ofsted inspected Sampleton City Council in March 2016 under the single inspection framework and rated it good.",
            "sif",
        ),
        (
            "Ofsted inspected Sampleton City Council in March 2021 under the single inspection framework and rated it good.",
            None,
        ),
        (
            "Inspectors from Ofsted went to Sampleton City Council in May 2019 for an ILACS inspection and rated it good.",
            "ilacs",
        ),
    ],
)
def test_a_framework_is_kept_for_the_time_it_was_in_force(text: str, framework: str | None) -> None:
    found = [claim for claim in extract(document(text)).inspections if claim.published]
    assert [claim.framework for claim in found] == [framework]


def test_no_county_is_graded_for_homes_it_does_not_let() -> None:
    said = "The Regulator of Social Housing gave a C3 grade to {} County Council."
    assert not any(claim.published for claim in extract(document(said.format("Countyshire"))).inspections)
    assert not any(claim.published for claim in extract(document(said.format("Countyshire"))).judgements)
    said = "The Regulator of Social Housing gave a C3 grade to {} City Council."
    assert [claim.grade for claim in extract(document(said.format("Sampleton"))).judgements if claim.published] == [
        "C3"
    ]


def test_councils_of_which_a_clause_with_tells_keep_their_grade() -> None:
    text = (
        "Care Act assessments: two more councils rated good but third ‘requires improvement’\n\n"
        "The Care Quality Commission has published its latest ratings of councils’ adult social care, with Sampleton and"
        " Otherham being graded good and Thirdford requires improvement.\n"
    )
    assert judgements(extract(document(text))) == {
        "sampleton current overall good -",
        "otherham current overall good -",
        "thirdford current overall requires_improvement -",
    }


def test_when_inspectors_came_back_to_a_local_area_before_2023_it_was_a_revisit() -> None:
    text = """SEND services in Sampleton

In 2017 Ofsted and the CQC found significant weaknesses in Sampleton City Council's special needs services. Inspectors
came back in 2019 and decided that only one had been sorted out. In 2024 they came back for a full inspection."""
    found = [claim for claim in extract(document(text)).inspections if claim.published]
    kinds = {time.edtf[:4]: claim.kind for claim in found for time in (*claim.fieldwork, claim.published_on) if time}
    assert kinds == {"2017": "full", "2019": "revisit", "2024": "full"}
