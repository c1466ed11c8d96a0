"""Web pages: main text, structure, what the page says of itself, and pages that are meant to break readers."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.document import Origin, Zone
from graph.errors import CouncilgraphError, EmptySource
from graph.reading import read_bytes

ARTICLE = """<!DOCTYPE html><html><head><title>Care is good | Sampleton Gazette</title>
<link rel="canonical" href="https://example.org/news/1">
<script type="application/ld+json">%s</script></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Care services in Sampleton are good at last</h1>
<p>Children’s services in Sampleton are good, says Ofsted after a visit in May that lasted for two weeks.</p>
<h2>What was found</h2>
<ul><li>Leaders listen to children and act on it</li><li>Plans are made in time for every child</li></ul>
<table><tr><td>Overall</td><td>Good</td></tr><tr><td>Leadership</td><td>Good</td></tr></table>
<p>“We will go on working for every child,” said Cllr Jane Example, leader of Sampleton Council.</p>
<p>Sign up for our free newsletter</p>
</article><aside><p>Otherton Council was rated inadequate last week by the inspectors, who were scathing.</p></aside>
<footer>© Sampleton Gazette</footer></body></html>"""
LD = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": "NewsArticle",
            "headline": "Care is good",
            "datePublished": "2023-02-03T12:01:00Z",
            "author": [{"@type": "Person", "name": "Alex Writer"}],
            "publisher": {"@type": "Organization", "name": "Sampleton Gazette"},
        }
    ],
}


def test_an_article() -> None:
    document = read_bytes((ARTICLE % json.dumps(LD)).encode())
    zones = {block.span.of(document.text): block.zone for block in document.blocks}
    assert zones["Care services in Sampleton are good at last"] is Zone.HEADLINE
    assert zones["What was found"] is Zone.HEADING
    assert zones["Plans are made in time for every child"] is Zone.LIST
    assert zones["Overall\tGood"] is Zone.TABLE
    assert zones["Sign up for our free newsletter"] is Zone.PROMO
    assert "Otherton" not in document.text
    assert document.media_type == "text/html"
    assert document.issued == "2023-02-03"
    assert document.date
    assert document.date.origin is Origin.MARKUP
    assert [author.value for author in document.authors] == ["Alex Writer"]
    assert document.publisher
    assert document.publisher.value == "Sampleton Gazette"
    assert document.key == "https://example.org/news/1"


def test_meta_tags() -> None:
    page = (
        '<html><head><meta property="og:title" content="Care is good"><meta property="og:site_name" content="Gazette">'
        '<meta property="article:published_time" content="2023-02-03T09:00:00+00:00"><meta '
        'name="author" content="By Alex Writer">'
        "</head><body><p>Children’s services in Sampleton are good, says Ofsted after a visit in May.</p></body></html>"
    )
    document = read_bytes(page.encode())
    assert document.title
    assert document.publisher
    assert (document.title.value, document.publisher.value, document.issued) == (
        "Care is good",
        "Gazette",
        "2023-02-03",
    )
    assert [author.value for author in document.authors] == ["Alex Writer"]


def test_a_graph_of_objects_that_point_to_each_other() -> None:
    page = (
        '<html><head><script type="application/ld+json">{"@graph": [{"@type": "WebPage", "@id": "#page"},'
        '{"@type": "NewsArticle",'
        '"headline": "Care is good", "author": {"@id": "#me"}, "publisher": {"@id": "#us"}}, {"@type": "Person", "@id": "#me",'
        '"name": "Alex Writer"}, {"@type": "Organization", "@id": "#us", "name": "Gazette"}]}</script></head>'
        "<body><p>Children’s services in Sampleton are good, says Ofsted after a visit in May.</p></body></html>"
    )
    document = read_bytes(page.encode())
    assert document.publisher
    assert (document.publisher.value, [author.value for author in document.authors]) == ("Gazette", ["Alex Writer"])


@pytest.mark.parametrize(
    "byline",
    [
        '<meta name="author" content="Alex Writer, Local Democracy Reporter">',
        '<p class="byline">By <a>Alex Writer</a> <a>@alexwriter</a> Political Reporter</p>',
        '<span itemprop="author"><span itemprop="name">Alex Writer</span></span>',
        '<a rel="author" href="/alex">Alex Writer</a>',
    ],
)
def test_the_author_in_the_mark_up(byline: str) -> None:
    prose = "Children’s services in Sampleton are good, says Ofsted after a visit in May."
    page = f"<html><body>{byline}<p>{prose}</p></body></html>"
    assert [author.value for author in read_bytes(page.encode()).authors] == ["Alex Writer"]


def test_no_date_is_guessed() -> None:
    page = "<html><body><p>Children’s services in Sampleton are good, says Ofsted.</p><footer>© 2019</footer></body></html>"
    assert read_bytes(page.encode()).issued is None


@pytest.mark.parametrize(
    "broken", ["{", "[]", '{"@type": ["NewsArticle"], "author": 3, "publisher": [], "datePublished": 5}', "[" * 9000]
)
def test_broken_json_ld_is_passed_over(broken: str) -> None:
    assert "Children’s services" in read_bytes((ARTICLE % broken).encode()).text


def test_the_charset_of_the_page_counts() -> None:
    page = (
        '<html><head><meta charset="iso-8859-1"></head><body><p>The café '
        "in Sampleton is good, said everyone there.</p></body></html>"
    )
    assert "café" in read_bytes(page.encode("latin-1")).text


def test_a_page_without_text() -> None:
    with pytest.raises(EmptySource):
        read_bytes(b"<html><body><script>var a = 1;</script></body></html>")


@pytest.mark.parametrize("tag", ["div", "b", "ul", "table", "blockquote", "p", "span"])
@pytest.mark.parametrize("depth", [300, 20_000])
def test_nesting(tag: str, depth: int) -> None:
    page = (
        f"<html><body>{f'<{tag}>' * depth}Children’s services in Sampleton "
        f"are good, says Ofsted.{f'</{tag}>' * depth}</body></html>"
    )
    start = time.monotonic()
    assert "Children’s services in Sampleton are good" in read_bytes(page.encode()).text
    assert time.monotonic() - start < 10


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "<li>",
        "<ul",
        ">",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "&amp;",
        "&#0;",
    ]
    + [
        "<h1>",
        "<a href='",
        "'>",
        "<![CDATA[",
        "]]>",
        "<?xml",
        "<meta charset=x>",
        "words",
        "\x00",
        "“",
        "<title>",
        "<time datetime='2019-05-20'>",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TAGS, max_size=40).map("".join))
def test_any_tags_give_a_document_or_one_clear_error(tags: str) -> None:
    document, problem = None, ""
    try:
        document = read_bytes(f"<html><body>{tags}".encode())
    except CouncilgraphError as error:
        problem = str(error)
    assert document or problem
    if document is None:
        return
    assert document.blocks
    for block in document.blocks:
        assert 0 <= block.span.start < block.span.end <= len(document.text)
