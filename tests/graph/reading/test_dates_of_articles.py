"""The dates of articles that stand under the text, at the end of a line above it, or are those of a month or an issue."""

from __future__ import annotations

import pytest

from graph.reading import read_bytes

BODY = (
    "Sampleton Council has put things right, says a report that came out on Monday.\n\n"
    "“We will go on working for every child,” said Cllr Jane Example, leader of Sampleton Council.\n"
)

FEET = {
    "outlet and day": ("Sampleton Gazette, 3 May 2021", "2021-05-03", "Sampleton Gazette"),
    "day alone": ("May 3, 2021", "2021-05-03", None),
    "posted, comments": ("Posted 21 September 2025 | 4 comments", "2025-09-21", None),
    "filed under": ("Posted in: Care, Sampleton | 4 December 2025 | 3 comments", "2025-12-04", None),
    "picture behind": ("Sampleton Post, 14 November 2025. Picture: Sampleton Council", "2025-11-14", "Sampleton Post"),
    "words and numbers": ("Words: Alex Writer, 12/05/2025", "2025-05-12", None),
    "month and outlet": ("April 2025 | Care Briefing", "2025-04", "Care Briefing"),
    "a call to read on below": (
        "Sampleton Gazette, 3 May 2021\n\nREAD MORE: Bins to go",
        "2021-05-03",
        "Sampleton Gazette",
    ),
    "number of an issue and dots": ("Care Sector Newsletter, no. 88, 17.06.24", "2024-06-17", "Care Sector Newsletter"),
    "month of an issue, reporter": ("CareWeek, issue 412, May 2025 — reporting by Alex Writer", "2025-05", "CareWeek"),
    "story posted": ("Story posted 6/11/2025 at 09:15 in Council, Sampleton", "2025-11-06", None),
    "column": ("Alex Writer is a novelist. This column appeared on 21 March 2024.", "2024-03-21", None),
    "a day to come": ("Date of next meeting: 2 March 2023.", None, None),
    "a fair": ("Sampleton Jazz Festival, 12 July 2025", None, None),
    "the issue to come": ("Next issue: 14 March 2025", None, None),
    "a sentence": ("The report was seen by members on 3 May 2021.", None, None),
    "nothing but a place": ("Sampleton, the county and beyond", None, None),
}


@pytest.mark.parametrize(("foot", "date", "publisher"), FEET.values(), ids=FEET)
def test_outlet_and_date_under_the_text(foot: str, date: str | None, publisher: str | None) -> None:
    prose = f"{BODY}\n\n" * 4
    document = read_bytes(f"Council puts another £2m into care\n\n{prose}{foot}\n".encode())
    assert document.issued == date
    assert (document.publisher.value if document.publisher else None) == publisher
    assert document.date is None or document.date.span


ABOVE = {
    "meeting": ("Cabinet – 10 July 2025", "2025-07-10"),
    "in capitals": ("CABINET – 9 OCTOBER 2024", "2024-10-09"),
    "place and day": ("Sampleton City Council, City Hall, 2 September 2021", "2021-09-02"),
    "note of meeting": ("Improvement Board – note of meeting held on 19 January 2023", "2023-01-19"),
    "minutes": (
        "Minutes of the meeting held on Monday, 9th December 2024 at 6.30 pm in the Council Chamber",
        "2024-12-09",
    ),
    "week": ("Week ending 12 September 2025", "2025-09-12"),
    "section": ("News | 13 December 2024", "2024-12-13"),
    "release": ("Joint news release – Tuesday 25 February 2025", "2025-02-25"),
    "letters of a month": ("Letters & Views, November 2025", "2025-11"),
    "month alone": ("June 2026", "2026-06"),
    "issue of a month": ("Issue 88, February 2025", "2025-02"),
    "day of the inspection": ("Ofsted inspection, 10 July 2025", None),
    "day of the next one": ("Next cabinet, 10 July 2025", None),
}


@pytest.mark.parametrize(("line", "date"), ABOVE.values(), ids=ABOVE)
def test_dates_of_sections_meetings_and_issues(line: str, date: str | None) -> None:
    assert read_bytes(f"{line}\nCouncil puts another £2m into care\n\n{BODY}".encode()).issued == date
    assert read_bytes(f"Council puts another £2m into care\n{line}\n\n{BODY}".encode()).issued == date


@pytest.mark.parametrize("month", ["DEC", "dec", "Dec.", "SEPT", "sept.", "may", "MAY", "JUNE"])
def test_the_year_of_a_month_in_any_spelling_is_kept(month: str) -> None:
    text = f"Issue 4, {month} 2024\nCouncil puts another £2m into care\n\n{BODY}"
    assert (read_bytes(text.encode()).issued or "").startswith("2024")


@pytest.mark.parametrize(
    ("line", "date", "author"),
    [
        ("NEWS 27/11/24 7.15 AM BY ALEX WRITER", "2024-11-27", "Alex Writer"),
        ("By EdReporter | Posted: August 03, 2018", "2018-08-03", "EdReporter"),
        ("SampleLive By Alex Writer 12:15, 17 FEB 2024", "2024-02-17", "Alex Writer"),
    ],
)
def test_clocks_handles_and_outlets_in_a_byline(line: str, date: str, author: str) -> None:
    document = read_bytes(f"Sampleton Council put right\n\n{line}\n\n{BODY}".encode(), name="article.txt")
    assert document.issued == date
    assert [name.value for name in document.authors] == [author]


def test_a_byline_over_the_credit_of_a_picture_has_the_date_of_the_article() -> None:
    line = "By Alex Writer on April 1, 2021\n\nPhoto: Sam Example"
    document = read_bytes(f"Sampleton Council put right\n\n{line}\n\n{BODY}".encode(), name="article.txt")
    assert document.issued == "2021-04-01"
