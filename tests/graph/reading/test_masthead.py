"""Mastheads of plain texts: title, date, authors, publisher, and what only looks like them. All texts are invented."""

from __future__ import annotations

import pytest

from graph.document import DocumentKind, Origin
from graph.reading import Metadata, read_bytes

BODY = (
    "Sampleton Council has put things right, says a report that came out on Monday.\n\n"
    "“We will go on working for every child,” said Cllr Jane Example, leader of Sampleton Council.\n"
)


MASTHEADS = {
    "day of release": ("Council puts another £2m into care\nRelease date: 4 May 2021\n", "2021-05-04", [], None),
    "news release is no publisher": (
        "Council puts another £2m into care\n\nNews release, 4 May 2021\n\n",
        "2021-05-04",
        [],
        None,
    ),
    "embargo": (
        "Council puts another £2m into care\nEmbargoed until 00:01 Tuesday 4 May 2021\n",
        "2021-05-04",
        [],
        None,
    ),
    "day without a year": (
        "Council puts another £2m into care\n\n11:02am 3rd October\n\nBy Jane Example\n\n",
        "XXXX-10-03",
        ["Jane Example"],
        None,
    ),
    "small by below the headline": (
        "Council puts another £2m into care\nby Jane Example\n\n",
        None,
        ["Jane Example"],
        None,
    ),
    "writes for": (
        "Council puts another £2m into care\nJane Example for Sampleton Weekly\n4 May 2021\n",
        "2021-05-04",
        ["Jane Example"],
        "Sampleton Weekly",
    ),
    "day before the headline": ("4th May 2021 - Council puts another £2m into care\n\n", "2021-05-04", [], None),
    "name and date": (
        "Alex Writer 20 May 2019\n\nCouncil puts another £2m into care\n\n",
        "2019-05-20",
        ["Alex Writer"],
        None,
    ),
    "place and day on a line": (
        "Council puts another £2m into care\n\nSAMPLETON, Tuesday 4 May 2021\n\n",
        "2021-05-04",
        [],
        None,
    ),
    "dateline of the first words": (
        "Council puts another £2m into care\n\nSampleton Guildhall, May 4, 2021 – ",
        "2021-05-04",
        [],
        None,
    ),
    "unknown paper between bars": (
        "Council puts another £2m into care\n\nThe Sampleton Lantern | 4 May 2021 | 2 min read\n\n",
        "2021-05-04",
        [],
        "The Sampleton Lantern",
    ),
    "paper and year": ("Council puts another £2m into care\n\nSampleton News, 2012\n\n", "2012", [], "Sampleton News"),
    "paper and number": (
        "Council puts another £2m into care\n\nSampleton Weekly, no. 7\n\n",
        None,
        [],
        "Sampleton Weekly",
    ),
    "post and paper": (
        "Council puts another £2m into care\n\nSenior reporter, The Sampleton Echo\n\n",
        None,
        [],
        "The Sampleton Echo",
    ),
    "words by": ("Council puts another £2m into care\n\nWords: Jane Example\n\n", None, ["Jane Example"], None),
    "region run together": (
        "Council puts another £2m into care\n\nTom MacExampleYorkshire\n\n",
        None,
        ["Tom MacExample"],
        None,
    ),
    "paper names itself": (
        "Council puts another £2m into care\n\nWe at the Sampleton Messenger have read what it all means for families.\n\n",
        None,
        [],
        "Sampleton Messenger",
    ),
    "by and role": (
        "Council puts another £2m into care\nBy Jane Example, Local Democracy Reporter\n\n",
        None,
        ["Jane Example"],
        None,
    ),
    "published with time": (
        "Council puts another £2m into care\nPublished 12:01, 3 Feb 2023\n\n",
        "2023-02-03",
        [],
        None,
    ),
    "numbers with dashes": ("Council puts another £2m into care\n\n03-05-2019\n\n", "2019-05-03", [], None),
    "two figures for the year": ("Council puts another £2m into care\n\n03/05/19\n\n", "2019-05-03", [], None),
    "date over a picture": (
        "Council puts another £2m into care\n\nPublished\n\n20 May 2019\n\nImage source, Some Agency\n\n",
        "2019-05-20",
        [],
        None,
    ),
    "post before the author": (
        "Council puts another £2m into care\n\nEducation Editor,Alex Penman\nSaturday 24 October 2009\n\n",
        "2009-10-24",
        ["Alex Penman"],
        None,
    ),
    "author with a post": (
        "Council puts another £2m into care\n\nAlex Penman Social affairs editor\n\nFri 3 May 2019 14.02 BST\n\n",
        "2019-05-03",
        ["Alex Penman"],
        None,
    ),
    "author, date and topics": (
        "Council puts another £2m into care\n\nBy Alex Penman on May 3, 2019 in Children, Social care leaders\n\n",
        "2019-05-03",
        ["Alex Penman"],
        None,
    ),
    "way to the page": (
        "Home chevron_right News chevron_right Council puts another £2m into care\n\nCouncil puts another £2m into care\n\n"
        "3 May 2019\n\n",
        "2019-05-03",
        [],
        None,
    ),
    "section and nobody’s name": (
        "Council puts another £2m into care\n\nNews\n\n3 May 2019\n\n",
        "2019-05-03",
        [],
        None,
    ),
    "ordinal": ("Council puts another £2m into care\n3rd February 2023\n\n", "2023-02-03", [], None),
    "american order": (
        "Council puts another £2m into care\n\nAlex Writer\nFriday, January 8, 2016\n\n",
        "2016-01-08",
        ["Alex Writer"],
        None,
    ),
    "by, date": (
        "Council puts another £2m into care\n\nBy Kim Writer, 25 May 2022\n\n",
        "2022-05-25",
        ["Kim Writer"],
        None,
    ),
    "two authors": (
        "Council puts another £2m into care\nBy Kim Writer and Alex Penman\n\n",
        None,
        ["Kim Writer", "Alex Penman"],
        None,
    ),
    "bars": (
        "Council puts another £2m into care\n\nCARE | Sampleton Gazette | 28 February 2025 | By R. Writer\n\n",
        "2025-02-28",
        ["R. Writer"],
        "Sampleton Gazette",
    ),
    "paper and date": (
        "Council puts another £2m into care\n\nSampleton Gazette, 14 May 2020\n\n",
        "2020-05-14",
        [],
        "Sampleton Gazette",
    ),
    "wire": (
        "COUNCIL PUTS ANOTHER £2M INTO CARE\n\nSAMPLETON, July 12 2024 (Civic Wire) "
        "- Inspectors gave their verdict on a council in the north.\n\n",
        "2024-07-12",
        [],
        "Civic Wire",
    ),
    "updated": (
        "Council puts another £2m into care\nPublished: 13 May 2025 Page last updated: 16 May 2025\n\n",
        "2025-05-13",
        [],
        None,
    ),
    "slashes": ("Council puts another £2m into care\nPosted on 03/02/2023 at 9.15am\n\n", "2023-02-03", [], None),
    "glued": (
        "Council puts another £2m into care\nAuthor: Alex WriterPublished 12th Aug 2022\n",
        "2022-08-12",
        ["Alex Writer"],
        None,
    ),
    "published before others": (
        "14 May 2020\nCouncil puts another £2m into care\nUPDATED: 15 May 2021\nPUBLISHED: 08:30 14 May 2021\n\n",
        "2021-05-14",
        [],
        None,
    ),
    "several authors": (
        "Council puts another £2m into care\nAlex Writer, Kim Penman and Jo Scribe\nWednesday, March 13, 2024\n\n",
        "2024-03-13",
        ["Alex Writer", "Kim Penman", "Jo Scribe"],
        None,
    ),
    "name over outlet": (
        "Council puts another £2m into care\n\nZeb Nalty\nBBC News, South\n\n",
        None,
        ["Zeb Nalty"],
        "BBC News",
    ),
    "reporter in brackets": (
        "Council puts another £2m into care\n(Written by Local Democracy Reporter, Alex Writer)\n\n",
        None,
        ["Alex Writer"],
        None,
    ),
    "name plate": ("Sampleton Star\n\nCouncil puts another £2m into care\n\n", None, [], "Sampleton Star"),
    "agenda": (
        "Agenda item\n\n36 Council puts another £2m into care PDF 971 KB\n\nMeeting: 24/11/2022 - Cabinet\n\n",
        "2022-11-24",
        [],
        None,
    ),
    "subject": (
        "Date of meeting: 28 January 2026\n\nSubject: Council puts another £2m into care\n\n",
        "2026-01-28",
        [],
        None,
    ),
    "date before the title": ("date 2017-01-31 Council puts another £2m into care\n\n", "2017-01-31", [], None),
    "date and prompt": (
        "date 2018-05-23 Sign up for our letters + Subscribe now\n\nCouncil puts another £2m into care\n\n",
        "2018-05-23",
        [],
        None,
    ),
    "page furniture": (
        "Skip to main content\nYou are in: News\nFor enquiries: 01234 567890\nCouncil puts another £2m into care\n\n",
        None,
        [],
        None,
    ),
    "picture and its name": (
        "Council puts another £2m into care\n\nAlex Writer\nAlex Writer, Sampleton’s head of care\n\n",
        None,
        [],
        None,
    ),
    "text in its own image": (
        "Council puts another £2m into care: Care image\n\nCouncil puts another £2m into care\n\n",
        None,
        [],
        None,
    ),
    "nothing": ("Council puts another £2m into care\n\n", None, [], None),
    "bars between a digest, its issue and its day": (
        "Council puts another £2m into care\nYour weekly digest from Early Matters | Issue 212 | 24 January 2025\n\n",
        "2025-01-24",
        [],
        None,
    ),
    "dots between publication, day and author": (
        "Council puts another £2m into care\n\nSAMPLETON TODAY • 3 October 2023 • By Ronan Sample\n\n",
        "2023-10-03",
        ["Ronan Sample"],
        None,
    ),
}


@pytest.mark.parametrize(("head", "date", "authors", "publisher"), MASTHEADS.values(), ids=MASTHEADS)
def test_masthead(head: str, date: str | None, authors: list[str], publisher: str | None) -> None:
    document = read_bytes((head + BODY).encode())
    assert document.issued == date
    assert [author.value for author in document.authors] == authors
    assert (document.publisher.value if document.publisher else None) == publisher
    assert document.title
    assert document.title.value.lower() == "council puts another £2m into care"
    for stated in (document.title, document.publisher, *document.authors):
        if stated is not None:
            assert stated.span
            assert stated.span.of(document.text) == stated.value


def test_a_caption_over_the_headline_is_none() -> None:
    head = "The old mill and the river from the air\n\n"
    prose = "Sampleton Council is to put more money into foster care, its cabinet agreed at a meeting."
    text = f"{head}Council puts more into foster care\n\n{prose}\n"
    title = read_bytes(text.encode()).title
    assert title
    assert title.value == "Council puts more into foster care"


def test_government_pages_end_with_their_date() -> None:
    text = f"Notices and directions\n\n{BODY}\nPublished 3 July 2013\nLast updated 9 April 2024\n"
    assert read_bytes(text.encode()).issued == "2013-07-03"


def test_a_text_without_a_headline_has_none() -> None:
    assert read_bytes(BODY.encode()).title is None


def test_a_day_without_a_year_stays_without() -> None:
    text = (
        "COUNCIL services are no better.\nThe watchdog Ofsted came this year and published its report today (May 16).\n"
    )
    assert read_bytes(text.encode()).issued == "XXXX-05-16"


def test_flags_win_over_text() -> None:
    given_ = Metadata.of(Origin.FLAG, date="2020-01-02", title="Mine", url="https://example.org/a", publisher="Me")
    document = read_bytes(
        ("Council puts another £2m into care\n3rd February 2023\n\n" + BODY).encode(), metadata=given_
    )
    assert document.date
    assert (document.issued, document.date.origin) == ("2020-01-02", Origin.FLAG)
    assert document.title
    assert document.title.value == "Mine"
    assert document.key == "https://example.org/a"


def test_kind_only_on_evidence() -> None:
    assert read_bytes(BODY.encode()).kind is DocumentKind.NEWS_ARTICLE
    assert read_bytes((BODY + "\nNotes to editors\n\nCall us.").encode()).kind is DocumentKind.PRESS_RELEASE
    page = Metadata.of(Origin.FLAG, url="https://news.sampleton.gov.uk/1")
    assert read_bytes(BODY.encode(), metadata=page).kind is DocumentKind.PRESS_RELEASE
