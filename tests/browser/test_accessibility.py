"""No rule of axe is broken on any page, light or dark; nothing is wider than a phone; long words wrap."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from tests.server.pages.routes import PAGES

WITH_SPARQL = (*PAGES, "/sparql", "/sparql?query=SELECT%20*%20WHERE%20%7B%20?s%20a%20%7D", "/council/nonsuch")
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", WITH_SPARQL)
def test_axe_finds_nothing(browser: Browser, site: str, path: str) -> None:
    page = browser.new_page()
    page.goto(site + path)
    page.evaluate("() => document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(page).response["violations"]
    page.close()
    assert not [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found]


@pytest.mark.parametrize(
    "path", ["/", "/council/exampleshire", "/document/exampleshire-news-2017", "/sparql", "/judgements"]
)
def test_axe_finds_nothing_in_the_dark(browser: Browser, site: str, path: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(site + path)
    found = Axe().run(page).response["violations"]
    context.close()
    assert not [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found]


@pytest.mark.parametrize("width", [320, 640])
def test_nothing_is_wider_than_the_window(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    wide = {}
    for path in WITH_SPARQL:
        page.goto(site + path)
        if page.evaluate(WIDE) > 0:
            wide[path] = page.evaluate(WIDE)
    context.close()
    assert not wide


def test_print_hides_what_paper_cannot_do(page: Page, site: str) -> None:
    page.goto(site + "/council/hull")
    page.emulate_media(media="print")
    assert not page.locator("nav[aria-label=Main]").is_visible()
    assert page.locator("h1").is_visible()
