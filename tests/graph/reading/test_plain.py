"""Plain text: encodings, mastheads and zones. All texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.document import Document, DocumentKind, Origin, Zone
from graph.errors import CouncilgraphError, EmptySource, NotText, TooLarge, WrongContent
from graph.reading import MAX_TEXT_BYTES, Metadata, read_bytes

BODY = (
    "Sampleton Council has put things right, says a report that came out on Monday.\n\n"
    "“We will go on working for every child,” said Cllr Jane Example, leader of Sampleton Council.\n"
)


def zones(document: Document) -> dict[str, Zone]:
    return {block.span.of(document.text): block.zone for block in document.blocks}


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Café ‘good’".encode(), "Café ‘good’"),
        (b"\xef\xbb\xbf" + "Café ‘good’".encode(), "Café ‘good’"),
        (b"\xff\xfe" + "Café ‘good’".encode("utf-16-le"), "Café ‘good’"),
        (b"\xfe\xff" + "Café ‘good’".encode("utf-16-be"), "Café ‘good’"),
        ("Café ‘good’".encode("cp1252"), "Café ‘good’"),
        (b"one\r\n\r\ntwo\r\n", "one\r\n\r\ntwo\r\n"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "windows-1252", "line ends kept"],
)
def test_decoding(data: bytes, text: str) -> None:
    document = read_bytes(data)
    assert document.text == text
    assert document.problems == ()


def test_mojibake_is_reported_and_kept() -> None:
    document = read_bytes("Hull’s".encode().decode("cp1252").encode())
    assert document.text == "Hullâ€™s"
    assert any("Windows-1252" in problem for problem in document.problems)


def test_a_file_cut_off_in_a_character_is_read_and_reported() -> None:
    document = read_bytes("It was ‘good’ – ‘very good".encode() + "’".encode()[:2])
    assert document.text.startswith("It was ‘good’")
    assert document.problems


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf \n", "\u200b\n".encode()])
def test_nothing(data: bytes) -> None:
    with pytest.raises(EmptySource):
        read_bytes(data)


@pytest.mark.parametrize("data", [b"\x00\x01\x02abc", b"PK\x03\x04word", b"\x89PNG\r\n", bytes(range(1, 32)) * 20])
def test_binary(data: bytes) -> None:
    with pytest.raises(NotText):
        read_bytes(data)


def test_too_large() -> None:
    with pytest.raises(TooLarge):
        read_bytes(b"a" * (MAX_TEXT_BYTES + 1))


@pytest.mark.parametrize("data", [b"<!DOCTYPE html><html><body>Not found</body></html>", b"plain words"])
def test_a_name_that_claims_pdf(data: bytes) -> None:
    with pytest.raises(WrongContent):
        read_bytes(data, name="report.pdf")


MASTHEADS = {
    "name and date": (
        "Alex Writer 20 May 2019\n\nCouncil puts another £2m into care\n\n",
        "2019-05-20",
        ["Alex Writer"],
        None,
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


def test_the_article_goes_on_after_a_link_inside_it() -> None:
    prose = "The watchdog was there in July, and it liked what it saw of the place then."
    text = f"{BODY}\nRead More\n\nWhy the town hall roof is red\n\n{prose}\n"
    assert zones(read_bytes(text.encode()))[prose] is Zone.BODY


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


PROMO_LINES = [
    "READ MORE: Council spends £500 a day on directors",
    "Hide Ad",
    "Advertisement",
    "Sign up for our daily newsletter",
    "SPONSORED: Five lessons from a scheme",
    "Planning Officer – Otherton Council – up to £38,000 – Otherton",
    "Follow us on Facebook for more news",
    "Subscribe to our newsletter",
]


@pytest.mark.parametrize("line", PROMO_LINES)
def test_promo_line_in_the_middle_and_at_the_end(line: str) -> None:
    first, second = BODY.strip().split("\n\n")
    document = read_bytes(f"{first}\n\n{line}\n\n{second}\n\n{line}\n".encode())
    found = [(block.span.of(document.text), block.zone) for block in document.blocks]
    assert found == [(first, Zone.BODY), (line, Zone.PROMO), (second, Zone.BODY), (line, Zone.PROMO)]


def test_jobs_at_the_end() -> None:
    jobs = (
        "Latest jobs\n\nHead of Care\n\nOtherton Council\n£60,000 circa\nOtherton is rated outstanding by Ofsted and wants you "
        "to lead its team of social workers.\nRecruiter: Otherton Council\n"
    )
    document = read_bytes((BODY + "\n" + jobs).encode())
    assert {zone for words, zone in zones(document).items() if words in jobs} == {Zone.PROMO}
    assert {zone for words, zone in zones(document).items() if words in BODY} == {Zone.BODY}


def test_the_article_goes_on_after_related_links() -> None:
    first, second = BODY.strip().split("\n\n")
    first = first.replace("Sampleton Council", "Inspectors say that Sampleton Council")
    links = "Related articles\n\nBin strike ends\n\nHeadteacher leaves Otherton school\n\n"
    document = read_bytes(f"{first}\n\n{links}{second}\n".encode())
    assert zones(document)["Bin strike ends"] is Zone.PROMO
    assert zones(document)[second] is Zone.BODY


def test_a_council_release_is_not_cut() -> None:
    release = (
        "Fostering service rated good\n\n"
        + BODY
        + "\nTo find out about fostering, join our team at an open evening in May.\n\n"
        "Notes to editors\n\nThe report can be read on Ofsted’s website.\n"
    )
    assert Zone.PROMO not in zones(read_bytes(release.encode())).values()


def test_headings_lists_and_captions() -> None:
    text = (
        "Two councils, two results this week\n\nOfsted has published two reports on councils in the north this week.\n\n"
        "Sampleton\n\nThe council was rated good after a visit in May.\n\nThe report highlights that:\n- leaders listen\n"
        "• plans work\n1. staff stay\n\nImage caption The town hall\n\nOtherton\n\nThe "
        "council was rated inadequate after a visit in May.\n"
    )
    found = zones(read_bytes(text.encode()))
    assert found["Two councils, two results this week"] is Zone.HEADLINE
    assert found["Sampleton"] is found["Otherton"] is Zone.HEADING
    assert found["- leaders listen"] is found["• plans work"] is found["1. staff stay"] is Zone.LIST
    assert found["Image caption The town hall"] is Zone.CAPTION


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The Strategic Director for Social Care gave the\nCommission a presentation on the outcome of the\nassessment of adult "
        "social care and on the plan\nwhich had come out of it. The main points that he\nmade were these, and members were glad "
        "of them:\n- No recommendations were made in the report, and\nmuch had been done since.\n- The next was to come.\n"
    )
    document = read_bytes(text.encode())
    assert [block.zone for block in document.blocks] == [Zone.BODY, Zone.LIST, Zone.LIST]


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes_give_a_document_or_one_clear_error(data: bytes) -> None:
    document, problem = None, ""
    try:
        document = read_bytes(data, name="x.txt")
    except CouncilgraphError as error:
        problem = str(error)
    assert document or problem
    if document is None:
        return
    end = 0
    for block in document.blocks:
        assert end <= block.span.start < block.span.end <= len(document.text)
        assert block.span.of(document.text).strip()
        end = block.span.end


LINES = st.lists(
    st.sampled_from(
        [
            "Latest jobs",
            "Sampleton",
            "By Jane Example",
            "20 May 2019",
            "- item",
            "",
            "Ofsted came in May. It was good.",
            "£60,000 circa",
        ]
        + PROMO_LINES
        + BODY.split("\n")
    ),
    max_size=25,
)


@given(LINES)
def test_every_character_that_counts_is_in_one_block(lines: list[str]) -> None:
    text = "\n".join(lines)
    if not text.strip():
        return
    document = read_bytes(text.encode())
    covered = "".join(block.span.of(text) for block in document.blocks)
    assert "".join(covered.split()) == "".join(text.split())
