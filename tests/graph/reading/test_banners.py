"""What pages put over a headline: cookie banners, captions of pictures, names of buildings. All texts are invented."""

from __future__ import annotations

import pytest

from graph.document import Zone
from graph.reading import read_bytes

HEADLINE = "Sampleton children’s services are on the mend"
BODY = (
    "Sampleton Council has put right much of what inspectors had found wanting, says a report that came out on Monday.\n\n"
    "The council said that it was glad of the report and that it would go on with its plan for the next two years.\n"
)

ABOVE = {
    "cookies off": "Cookies must be enabled to use this page",
    "site with cookies": "This website uses cookies to make your visit better.",
    "consent by going on": "By continuing to browse you accept our use of cookies.",
    "consent assumed": "If you continue without a change of settings we take it that you accept cookies",
    "picture library": "The square in front of the county hall image shutterstock_12345",
    "seat of a council": "Headquarters of Sampleton County Council",
}


@pytest.mark.parametrize("line", ABOVE.values(), ids=ABOVE)
def test_the_headline_is_found_below(line: str) -> None:
    document = read_bytes(f"{line}\n\n{HEADLINE}\n\n{BODY}".encode())
    assert document.title is not None
    assert document.title.value == HEADLINE


HEADLINES = [
    "School cookies sold by pupils in aid of a home",
    "County hall in crisis talks over its care services",
    "Report paints a better picture by far of Sampleton",
]


@pytest.mark.parametrize("headline", HEADLINES)
def test_like_words_in_a_headline_do_no_harm(headline: str) -> None:
    document = read_bytes(f"{headline}\n\n{BODY}".encode())
    assert document.title is not None
    assert document.title.value == headline
    assert document.blocks[0].zone is Zone.HEADLINE
