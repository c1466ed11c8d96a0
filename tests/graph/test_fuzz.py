"""Any bytes, any text, any nesting of tags: reading and extracting give facts or one clear error, and in good time."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.claim import Extract
from graph.errors import CouncilgraphError
from graph.extraction.extractor import extract
from graph.reading import read_bytes
from graph.summary import summary

SECONDS = 20.0
"""Far more than any of these small inputs needs, far less than what a pattern that backtracks would take."""

PIECES = """
Ofsted|inspectors|CQC|Derby City Council|Hull|the council|’s|children’s services|was|rated|inadequate|‘good’
outstanding|C3|no longer|since|in|January|2019|14 to 25 January 2019|May|last year|two years ago|Cllr|Jane Example
Baroness|of|leader|director of|chief executive|said|told|added|according to|“|”|‘|’|"|'|£2m|£1,000,|per year|invest
joint directors|who|left|appointed|until|and|,|.|:|;|-|–|(|)|•|1.|a)|&|overall|help and protection|leadership|not
could|if|seven of the twelve areas|monitoring visit|Department for Education|commissioner|improvement notice
READ MORE|Latest jobs|Sign up|By|Published:|notes to editors|ENDS|Image:|\u00a0|\u200b|\ufffd|\u2028|é|İ|ß|𝒥
"""
WORDS = [piece for line in PIECES.strip().splitlines() for piece in line.split("|")]
TAGS = [
    "div",
    "p",
    "span",
    "b",
    "i",
    "h1",
    "h2",
    "ul",
    "li",
    "table",
    "tr",
    "td",
    "section",
    "article",
    "main",
    "blockquote",
    "a",
    "script",
    "style",
    "svg",
    "template",
    "form",
    "br",
]
STARTS = [
    b"",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"<html>",
    b"<!doctype html><p>",
    b"<?xml version='1.0'?><html>",
    b"PK\x03\x04",
]

prose = st.lists(st.sampled_from([*WORDS, "\n", "\n\n", "  "]), max_size=80).map(" ".join)
texts = (
    prose
    | st.text(max_size=400)
    | st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda few: "".join(few) * 300)
)
data = st.builds(
    bytes.__add__,
    st.sampled_from(STARTS),
    st.binary(max_size=400) | texts.map(lambda text: text.encode(errors="ignore")),
)
leaves = texts | st.sampled_from(
    ["<!--", "-->", "<![CDATA[", "<", "&", "&#0;", "&#x1F600;", "</div>", "<p", "<a href='", "\x00"]
)
pages = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda tag, within, closed: f"<{tag}>{''.join(within)}" + (f"</{tag}>" if closed else ""),
        st.sampled_from(TAGS),
        st.lists(inner, max_size=4),
        st.booleans(),
    ),
    max_leaves=12,
)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def read(content: bytes, name: str = "article.txt") -> Extract | None:
    """What is read, checked; None for an error that says what it is."""
    started = time.process_time()
    found, message = None, ""
    try:
        found = extract(read_bytes(content, name=name))
    except CouncilgraphError as error:
        message = str(error)
    if found is None:
        assert message
        return None
    assert time.process_time() - started < SECONDS
    text = found.document.text
    for claim in found.claims():
        assert 0 <= claim.confidence <= 1
        for evidence in claim.evidence:
            assert 0 <= evidence.passage.start <= evidence.trigger.start
            assert evidence.trigger.start < evidence.trigger.end <= len(text)
    for block in found.document.blocks:
        assert 0 <= block.span.start < block.span.end <= len(text)
    assert summary(found)["schema"]
    return found


@FEW
@given(data)
def test_any_bytes(content: bytes) -> None:
    read(content)


@FEW
@given(texts)
def test_any_text(text: str) -> None:
    read(text.encode(errors="ignore"))


@FEW
@given(pages)
def test_any_page(page: str) -> None:
    read(f"<!doctype html><html><body>{page}".encode(errors="ignore"), "page.html")


@pytest.mark.slow
@MANY
@given(data)
def test_any_bytes_at_length(content: bytes) -> None:
    read(content)


@pytest.mark.slow
@MANY
@given(texts)
def test_any_text_at_length(text: str) -> None:
    read(text.encode(errors="ignore"))


@pytest.mark.slow
@MANY
@given(pages)
def test_any_page_at_length(page: str) -> None:
    read(f"<!doctype html><html><body>{page}".encode(errors="ignore"), "page.html")


@pytest.mark.slow
@pytest.mark.parametrize("unit", [word for word in WORDS if word.strip()], ids=ascii)
def test_repetition_is_read_in_good_time(unit: str) -> None:
    read(f"{unit} ".encode() * (20_000 // (len(unit) + 1)))


@pytest.mark.slow
@pytest.mark.parametrize("tag", TAGS)
def test_deep_nesting_is_read_in_good_time(tag: str) -> None:
    page = f"<!doctype html><html><body>{f'<{tag}>' * 5_000}Derby City Council was rated good by Ofsted in May 2019."
    read(page.encode(), "page.html")
