"""Feeds, lists of addresses and what a second load asks of a site."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.document import Origin
from graph.errors import WrongContent
from graph.inputs.failure import Failure
from graph.inputs.feed import entries
from graph.inputs.fetching import Fetcher
from graph.inputs.opening import Opening
from graph.inputs.source import Item, Receipt, Settled, Source
from graph.pipeline import read
from graph.reading import Metadata
from tests.graph.inputs.site import Site, answer, redirect

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Example</title>
<item><title>First &amp; best</title><link>{0}/a</link><pubDate>Mon, 20 May 2019 00:10:00 +0100</pubDate></item>
<item><title>Second</title><link>{0}/b?utm_source=rss</link></item>
<item><title>No link</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Example</title>
<entry><title type="html">First &lt;b&gt;story&lt;/b&gt;</title><link href="/a"/><published>2019-05-20T23:30:00+01:00</published>
<updated>2020-01-01T00:00:00Z</updated><author><name>Jane Example</name></author></entry></feed>"""
PAGE = "<!doctype html><html><body><p>Story {0} of nothing.</p></body></html>"


def test_entries_with_the_day_of_the_publisher() -> None:
    first, second = entries(RSS.format("http://news.example").encode(), "http://news.example/rss")
    assert (first.address, second.address) == ("http://news.example/a", "http://news.example/b?utm_source=rss")
    assert first.metadata.title is not None
    assert first.metadata.date is not None
    assert (first.metadata.title.value, first.metadata.date.value) == ("First & best", "2019-05-20")
    assert second.metadata.date is None
    (atom,) = entries(ATOM.encode(), "http://news.example/atom")
    assert atom.address == "http://news.example/a"
    assert atom.metadata.date is not None
    assert atom.metadata.date.value == "2019-05-20", "published, not updated"
    assert [author.value for author in atom.metadata.authors] == ["Jane Example"]


@pytest.mark.parametrize("data", [b"", b"x", b"<html><p>no feed</p></html>", b"\xff" * 50])
def test_what_is_no_feed(data: bytes) -> None:
    with pytest.raises(WrongContent):
        entries(data, "http://news.example/rss")


def test_a_feed_that_calls_for_files_or_grows_gets_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    evil = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY a "aaaaaaaaaa">
    <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>
    <rss version="2.0"><channel><item><title>&x;&d;</title><link>http://news.example/a</link></item></channel></rss>"""
    for entry in entries(evil.encode(), "http://news.example/rss"):
        title = entry.metadata.title.value if entry.metadata.title else ""
        assert "secret" not in title
        assert len(title) < 10_000


def load(
    site: Site, fetcher: Fetcher, place: str, memory: dict[str, Receipt], known: Metadata | None = None
) -> list[Item]:
    """Open, read, and remember as a store would."""
    found = list(Opening(known, memory.get, fetcher=fetcher).items([place]))
    for item in found:
        outcome = read(item) if isinstance(item, Source) else None
        if outcome and outcome.receipt:
            memory[item.name] = outcome.receipt  # type: ignore[union-attr]
        if isinstance(item, Settled):
            memory[item.name] = item.receipt
    return found


def kinds(found: list[Item]) -> list[str]:
    return [type(item).__name__ for item in found]


def test_a_feed_is_read_once_and_asked_for_again_by_its_tag(site: Site, fetcher: Fetcher) -> None:
    site.pages["/rss"] = answer(RSS.format(site.address), kind="application/rss+xml", etag='"f1"')
    site.pages |= {"/a": answer(PAGE.format("a"), etag='"a1"'), "/b?utm_source=rss": answer(PAGE.format("b"))}
    memory: dict[str, Receipt] = {}
    found = load(site, fetcher, site.url("/rss"), memory)
    assert kinds(found) == ["Source", "Source", "Settled"]
    first = found[0]
    assert isinstance(first, Source)
    (extract,) = read(first).found
    assert not isinstance(extract, Failure)
    assert (extract.document.key, extract.document.issued) == (site.url("/a"), "2019-05-20")
    assert extract.document.date is not None
    assert extract.document.date.origin is Origin.MARKUP
    # nothing has changed
    site.pages["/rss"] = answer(status=304)
    assert kinds(load(site, fetcher, site.url("/rss"), memory)) == ["Unchanged"]
    # the feed has: its articles are asked for by their tags
    site.pages["/rss"] = answer(RSS.format(site.address), kind="application/rss+xml", etag='"f2"')
    site.pages["/a"] = answer(status=304)
    found = load(site, fetcher, site.url("/rss"), memory)
    assert kinds(found) == ["Unchanged", "Source", "Settled"]
    assert isinstance(found[1], Source)
    assert found[1].stored is not None
    assert site.asked("/a")[-1]["if-none-match"] == '"a1"'
    # other metadata are other grounds: all is fetched anew
    known = Metadata.of(Origin.FLAG, publisher="The Example")
    site.pages["/a"] = answer(PAGE.format("a"), etag='"a1"')
    assert kinds(load(site, fetcher, site.url("/rss"), memory, known)) == ["Source", "Source", "Settled"]
    assert "if-none-match" not in site.asked("/rss")[-1]


def test_a_feed_with_an_article_that_failed_is_not_settled(site: Site, fetcher: Fetcher) -> None:
    site.pages["/rss"] = answer(RSS.format(site.address), kind="text/xml", etag='"f1"')
    site.pages |= {"/a": answer(PAGE.format("a")), "/b?utm_source=rss": answer(status=500)}
    memory: dict[str, Receipt] = {}
    assert kinds(load(site, fetcher, site.url("/rss"), memory)) == ["Source", "Failure"]
    assert kinds(load(site, fetcher, site.url("/rss"), memory)) == ["Source", "Failure"]
    assert "if-none-match" not in site.asked("/rss")[-1]


def test_a_feed_cannot_lead_to_private_addresses_or_list_feeds(site: Site, fetcher: Fetcher) -> None:
    items = "".join(
        f"<item><link>{link}</link></item>" for link in ("http://127.0.0.2/", "file:///etc/hostname", "/rss2")
    )
    site.pages["/rss"] = answer(f'<rss version="2.0"><channel>{items}</channel></rss>', kind="application/xml")
    site.pages["/rss2"] = answer(RSS.format(site.address), kind="application/xml")
    found = list(Opening(fetcher=fetcher).items([site.url("/rss")]))
    assert kinds(found) == ["Failure", "Failure", "Source"]
    assert {path for path, _ in site.requests} == {"/rss", "/rss2", "/robots.txt"}


def test_a_feed_in_a_file(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    path = tmp_path / "news.rss"
    path.write_text(RSS.format(site.address), encoding="utf-8")
    site.pages |= {"/a": answer(PAGE.format("a")), "/b?utm_source=rss": answer(PAGE.format("b"))}
    assert kinds(list(Opening(fetcher=fetcher).items([str(path)]))) == ["Source", "Source"]


def test_a_list_of_addresses(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    path = tmp_path / "news.urls"
    path.write_text(
        f"# today\n{site.address}/a\n\n{site.address}/a#again\nnot an address\n{site.address}/old\n", encoding="utf-8"
    )
    site.pages |= {"/a": answer(PAGE.format("a")), "/old": redirect("/new", 301), "/new": answer(PAGE.format("new"))}
    found = list(Opening(fetcher=fetcher).items([str(path)]))
    assert kinds(found) == ["Source", "Failure", "Source"]
    assert isinstance(found[1], Failure)
    assert found[1].path == f"{path}:5"
    assert isinstance(found[2], Source)
    assert found[2].metadata is not None
    assert found[2].metadata.url is not None
    assert found[2].metadata.url.value == site.url("/new"), "kept under the address it has now"
