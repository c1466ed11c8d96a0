"""Which sums are funding, how much, how often, when and with what certainty."""

from __future__ import annotations

import pytest

from graph.document import Span
from graph.extraction.money.money import find_funding, find_money
from tests.graph.extraction.analysed import analysed
from tests.graph.extraction.invented import STAND_INS, read

SUMS = {
    "£2m": 2_000_000,
    "£13 million": 13_000_000,
    "£1.5bn": 1_500_000_000,
    "£8.4million": 8_400_000,
    "£425k": 425_000,
    "£425,000": 425_000,
    "£1,234,560": 1_234_560,
    "six million pounds": 6_000_000,
    "A NINE MILLION pound boost": 9_000_000,
    "half a million pounds": 500_000,
    "£2.5 billion": 2_500_000_000,
    "£450": 450,
}

FUNDING = {
    "Sampleton is to spend a further £7m on family centres this year.": "7000000 committed one_off 2019",
    "Over the last three years the borough has put an additional £11m per year into care.": "11000000 spent annual 2016/2019",
    "Councillors have agreed a one-off investment of £4.5m in social work.": "4500000 committed one_off -",
    "Cabinet signed off £2.6m for 2020/21 to pay for new posts.": "2600000 committed one_off 2020/2021",
    "The government has given Sampleton £4m of funding for family help.": "4000000 committed unspecified -",
    "Foster care was allocated £8.4million more in March.": "8400000 committed unspecified -",
    "Officers propose to spend £750,000 on new social workers.": "750000 proposed unspecified -",
    "More than £30 million has been spent on care leavers since then.": "30000000 spent multi_year_total -",
    "The authority pledged £5 million over three years for fostering.": "5000000 committed multi_year_total -",
    "A NINE MILLION pound boost for fostering was announced.": "9000000 committed unspecified -",
    "The council put £1.2m into early help.": "1200000 committed unspecified -",
    "An extra £17million has been put into care.": "17000000 spent unspecified -",
    "A report asks the cabinet to approve an extra £900,000.": "900000 proposed unspecified -",
    "The plan will cost the council around £4.3m.": "4300000 proposed unspecified -",
    "The department had committed £4m to the new body.": "4000000 committed unspecified -",
    "The council is putting £1.2m a year into early help.": "1200000 committed annual -",
    "The cabinet agreed to increase the budget from £41m to nearly £43m.": "43000000 committed unspecified -",
    "More expert help is being brought in at a cost of £256,000.": "256000 committed unspecified -",
    "The council will put £2m more into early help next year.": "2000000 committed one_off 2020",
    "An extra £9m will go into early help over the coming two years.": "9000000 committed multi_year_total 2019/2021",
    "The council has set aside £18m for repairs by March 2021.": "18000000 committed multi_year_total -",
    "The council has set aside £8m for repairs by March 2020.": "8000000 committed one_off -",
    "The council has already put aside £2m for new posts.": "2000000 committed unspecified -",
    "The council had already agreed to spend £2m on new posts.": "2000000 committed unspecified -",
    "Cabinet is expected to approve £900,000 for extra staff.": "900000 proposed unspecified -",
    "A £2.7m package for recruitment is to go before the cabinet.": "2700000 proposed unspecified -",
    "Finance chiefs have been asked to sign off £2.6m for new posts.": "2600000 proposed unspecified -",
    "The council has added £11m for care to the base budget.": "11000000 committed annual -",
    "The council has committed £3m (£1m a year for three years) to care.": "3000000 committed unspecified -",
}

NO_FUNDING = [
    "Children’s services are heading for a £1.5 million overspend.",
    "The council must find savings of £12m.",
    "The council faces a £3m funding gap.",
    "The firm was fined £200,000.",
    "The new director will earn a salary of £150,000.",
    "Each placement costs £4,700 a week.",
    "Nobody has offered £10m.",
    "The council did not invest £10m.",
    "Cuts of £8m were made to the budget.",
    "The house sold for a price of £350,000.",
    "Rates start from £450.",
    "The department has debts of £40m.",
    "Directors get £500 a day.",
    "The council hopes to secure between £2m and £3m for early help.",
    "Ministers have pledged £84m over five years to support 20 councils.",
    "Ministers announced a £40m scheme to help families in 75 areas.",
    "Local authorities spent £4bn on children’s homes last year.",
    "Across England, £40m was spent on children in care.",
    "The measures include a £100m drive to bring more graduates into social work.",
    "The council spends £60m a year on children’s services.",
    "The opposition’s alternative budget would have put £3m into care.",
    "The council will put £4m more a year into road repairs and parks.",
    "The council will spend an extra £1.2m on potholes.",
]


@pytest.mark.parametrize(("words", "amount"), SUMS.items())
def test_amount(words: str, amount: int) -> None:
    (mention,) = find_money(words, Span(0, len(words)))
    assert int(mention.value) == amount


@pytest.mark.parametrize(("sentence", "expected"), FUNDING.items())
def test_funding(sentence: str, expected: str) -> None:
    (claim,) = find_funding(analysed(sentence, "2019-05-20"), "sampleton")
    period = claim.period.edtf if claim.period else "-"
    assert f"{claim.amount} {claim.status.value} {claim.recurrence} {period}" == expected
    assert claim.published


@pytest.mark.parametrize("sentence", NO_FUNDING)
def test_no_funding(sentence: str) -> None:
    assert not [claim for claim in find_funding(analysed(sentence, "2019-05-20"), "sampleton") if claim.published]


def test_same_sum_is_one_claim_with_both_passages() -> None:
    analysis = analysed("The council will invest £2m in care. The £2m of extra funding is for staff.", "2019-05-20")
    (claim,) = find_funding(analysis, "sampleton")
    assert len(claim.evidence) == 2


def test_rounded_total_gives_way_to_exact_sums() -> None:
    analysis = analysed(
        "The council has pledged nearly £6m: £3.1m in 2020/21 and £2.7m in 2021/22, £5.8m in all.", None
    )
    claims = {claim.amount: claim for claim in find_funding(analysis, "sampleton")}
    assert set(claims) == {3_100_000, 2_700_000, 5_800_000}
    assert claims[5_800_000].recurrence == "multi_year_total"
    assert claims[5_800_000].period
    assert claims[5_800_000].period.edtf == "2020/2022"


def test_purpose_and_addition() -> None:
    (claim,) = find_funding(analysed("The council will put an extra £2m into foster care.", None), "sampleton")
    assert (claim.purpose, claim.additional) == ("foster care", True)


def test_a_sum_is_that_of_the_council_told_of_last_in_a_text_about_several() -> None:
    text = """Sampleton City Council was rated good by Ofsted in May 2024.

Otherham City Council was rated inadequate by Ofsted in June 2024. An extra £2m has been set aside for social workers."""
    (claim,) = [each for each in read(text).funding if each.published]
    assert claim.council == STAND_INS["Otherham"].lower()


def test_a_sum_of_which_an_officer_speaks_is_that_of_their_council() -> None:
    text = """Sampleton City Council was rated good by Ofsted in May 2024. Otherham City Council was rated inadequate in June.

Over in Otherham, Otherham City Council's leader Jane Example said it was no race.

She confirmed that £2m would be found for social workers."""
    (claim,) = [each for each in read(text).funding if each.published]
    assert claim.council == STAND_INS["Otherham"].lower()


def test_a_sum_of_a_school_is_none_of_the_council_that_keeps_it() -> None:
    text = """A primary school in Sampleton has been rated good by Ofsted.

The school is maintained by Sampleton City Council. The school will spend £12,000 on a roof for its outdoor classroom."""
    assert not [each for each in read(text).funding if each.published]


def test_a_sum_told_before_any_council_is_named_is_none_of_it() -> None:
    text = """The Regulator of Social Housing has downgraded a housing association.

Hallmoor Homes has cleared most of the work and will spend £14m on stock surveys by March 2027, it says.

Sampleton City Council, which kept its own homes, is not affected."""
    assert not [each for each in read(text).funding if each.published]
