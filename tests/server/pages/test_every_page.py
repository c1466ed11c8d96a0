"""What holds on every page: valid HTML, small, no inline code, one heading, a way to report, links that lead somewhere."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib  # type: ignore[import-untyped]
import pytest
from flask.testing import FlaskClient

from tests.server.pages.routes import PAGES

LARGEST = 40_000
XHTML = "{http://www.w3.org/1999/xhtml}"
OWNED_ELSEWHERE = ("/sparql", "/healthz", "/downloads", "/metrics", "/openapi.json", "/conformance", "/llms.txt")


def parse(text: str) -> tuple[Element, list[object]]:
    """The tree and the errors of the HTML parser."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
    tree = parser.parse(text)
    return tree, parser.errors


def get(client: FlaskClient, path: str) -> str:
    """The page at an address."""
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, path
    return answer.text


@pytest.mark.parametrize("path", PAGES)
def test_html_is_valid_and_small(client: FlaskClient, path: str) -> None:
    text = get(client, path)
    tree, errors = parse(text)
    assert not errors
    assert len(gzip.compress(text.encode())) <= LARGEST
    assert tree.get("lang") == "en"
    assert len(list(tree.iter(f"{XHTML}h1"))) == 1
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), [name for name in ids if ids.count(name) > 1]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_inline_nothing_from_elsewhere(client: FlaskClient, path: str) -> None:
    tree, _ = parse(get(client, path))
    for element in tree.iter():
        assert not any(name.startswith("on") for name in element.attrib), element.attrib
        assert "style" not in element.attrib
        assert element.tag != f"{XHTML}style"
    for script in tree.iter(f"{XHTML}script"):
        assert script.get("src", "").startswith("/") or script.get("type") == "application/ld+json"
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", [path for path in PAGES if "preview" not in path])
def test_every_page_offers_correction_and_the_way_home(client: FlaskClient, path: str) -> None:
    text = get(client, path)
    assert "/correct?about=" in text
    assert 'class="skip" href="#main"' in text
    assert "Data version 1" in text


def test_controls_have_labels(client: FlaskClient) -> None:
    for path in ("/", "/councils", "/judgements", "/council/hull", "/compare?council=hull", "/query/who-said-what"):
        tree, _ = parse(get(client, path))
        labelled = {label.get("for") for label in tree.iter(f"{XHTML}label")}
        for name in ("input", "select", "textarea"):
            for control in tree.iter(f"{XHTML}{name}"):
                assert control.get("type") == "hidden" or control.get("id") in labelled or control.get("aria-label"), (
                    path,
                    control.attrib,
                )


def links(tree: Element, base: str) -> Iterator[str]:
    """Addresses on this site that a page links to."""
    for element in tree.iter():
        href = element.get("href") or element.get("action") or ""
        target = urljoin(f"http://localhost{base}", href)
        if href and urlsplit(target).netloc == "localhost":
            yield target.removeprefix("http://localhost")


def status(client: FlaskClient, target: str) -> int:
    """What an address answers."""
    with client.get(target, headers={"Accept": "*/*"}) as answer:
        return answer.status_code


def test_every_internal_link_leads_somewhere(client: FlaskClient) -> None:
    seen: dict[str, str] = {}
    for path in PAGES:
        tree, _ = parse(get(client, path))
        for target in links(tree, path):
            seen.setdefault(target.partition("#")[0], path)
    wanted = [target for target in seen if not target.startswith(OWNED_ELSEWHERE)]
    assert len(wanted) > 300
    broken = {target: seen[target] for target in wanted if status(client, target) >= 400}
    assert not broken


def test_anchors_exist(client: FlaskClient) -> None:
    for path in (
        "/council/sampleton",
        "/document/exampleshire-news-2017",
        "/inspection/sampleton-ofsted-childrens-2024-02",
        "/ns",
    ):
        tree, _ = parse(get(client, path))
        ids = {element.get("id") for element in tree.iter()}
        for element in tree.iter(f"{XHTML}a"):
            href = element.get("href", "")
            if href.startswith("#"):
                assert href[1:] in ids, (path, href)


def test_evidence_links_land_on_the_sentence(client: FlaskClient) -> None:
    page = get(client, "/council/exampleshire")
    places = set(re.findall(r'href="(/document/[^"#]+)#(p\d+)"', page))
    assert places
    for target, anchor in places:
        assert f'id="{anchor}"' in get(client, target.replace("&amp;", "&"))


def test_style_sheet_is_small() -> None:
    from pathlib import Path

    import server.pages

    assert (Path(server.pages.__file__).parent / "static" / "style.css").stat().st_size < 15_000
