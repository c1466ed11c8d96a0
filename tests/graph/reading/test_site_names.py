"""The name of a council or of its news page stands over or behind many titles and is none."""

from __future__ import annotations

import pytest

from graph.reading import read_bytes

BODY = """Children’s services have been praised by inspectors who came to the town in May of this year, the council said.

It was a wet day, and nothing else of any note happened in the town hall or around it during the whole of that week."""

TITLES = [
    ("Derby City Council\n\nInspectors praise children’s services", "Inspectors praise children’s services", None),
    ("Derby City Council News\n\nServices rated good", "Services rated good", None),
    ("London Borough of Barnet Newsroom\n\nInspectors praise services", "Inspectors praise services", None),
    (
        "Inspectors praise our services for children | Derby City Council",
        "Inspectors praise our services for children",
        "Derby City Council",
    ),
    ("Home\n\nLatest news\n\nNews from your council\n\nInspectors praise services", "Inspectors praise services", None),
    ("Inspectors Praise Derby City Council", "Inspectors Praise Derby City Council", None),
    ("Derby City Council", None, None),
]


@pytest.mark.parametrize(("head", "title", "publisher"), TITLES, ids=[case[0][:40] for case in TITLES])
def test_title(head: str, title: str | None, publisher: str | None) -> None:
    document = read_bytes(f"{head}\n\n{BODY}".encode())
    assert (document.title.value if document.title else None) == title
    assert (document.publisher.value if document.publisher else None) == publisher
    if document.title:
        assert document.title.span
        assert document.title.span.of(document.text) == title


def test_an_issue_of_an_update_names_no_publisher() -> None:
    document = read_bytes(
        f"Director’s update: a word of thanks to all\n\nWeekly update of 26 April 2019\n\n{BODY}".encode()
    )
    assert document.publisher is None
    assert document.issued == "2019-04-26"
