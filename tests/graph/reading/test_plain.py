"""Plain text: encodings, mastheads and zones. All texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.document import Document, Zone
from graph.errors import CouncilgraphError, EmptySource, NotText, TooLarge, WrongContent
from graph.reading import MAX_TEXT_BYTES, read_bytes

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


def test_the_article_goes_on_after_a_link_inside_it() -> None:
    prose = "The watchdog was there in July, and it liked what it saw of the place then."
    text = f"{BODY}\nRead More\n\nWhy the town hall roof is red\n\n{prose}\n"
    assert zones(read_bytes(text.encode()))[prose] is Zone.BODY


def test_a_pointed_link_below_the_article_is_promotion() -> None:
    link = "» Related: Otherton Council puts £20m into schools"
    assert zones(read_bytes(f"{BODY}\n{link}\n".encode()))[link] is Zone.PROMO


def test_the_article_goes_on_after_related_links() -> None:
    first, second = BODY.strip().split("\n\n")
    first = first.replace("Sampleton Council", "Inspectors say that Sampleton Council")
    links = "Related articles\n\nBin strike ends\n\nHeadteacher leaves Otherton school\n\n"
    document = read_bytes(f"{first}\n\n{links}{second}\n".encode())
    assert zones(document)["Bin strike ends"] is Zone.PROMO
    assert zones(document)[second] is Zone.BODY


@pytest.mark.parametrize(
    "marker", ["Advertisement", "Hide Ad\n\nHide AdAdvertisement", "More on this story", "SUBSCRIBE"]
)
def test_a_quotation_goes_on_after_a_marker_inside_it(marker: str) -> None:
    said, more = "“We are glad of it,” said Cllr Jane Example of Sampleton, who leads the council.", "“It took us"
    more += " years to come this far, and there is still a long road ahead of all of us.”"
    found = zones(read_bytes(f"{BODY}\n{said}\n\n{marker}\n\n{more}\n".encode()))
    assert found[more] is Zone.BODY
    assert found[marker.splitlines()[0]] is Zone.PROMO


def test_an_article_goes_on_after_a_list_of_what_is_read_most() -> None:
    more = "Cllr Jane Example, the council’s cabinet member for children, apologised in a statement to parents."
    found = zones(read_bytes(f"{BODY}\nMost Read\n\n1 Pub for sale\n2 Man fined\n\n{more}\n".encode()))
    assert found[more] is Zone.BODY
    assert found["Most Read"] is Zone.PROMO


def test_a_teaser_after_links_does_not_belong_to_the_article() -> None:
    teaser = "The council in Otherton has been told to do better by inspectors who went there last month."
    found = zones(read_bytes(f"{BODY}\nMost read\n\nBin strike ends\n\n{teaser}\n".encode()))
    assert found[teaser] is Zone.PROMO


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
