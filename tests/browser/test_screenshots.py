"""Pictures of pages for people to judge, in a folder that is not committed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import SHOTS

PAGES = {
    "home": "/",
    "council": "/council/exampleshire",
    "council-disagreement": "/council/sampleton",
    "document": "/document/exampleshire-news-2017",
    "inspection": "/inspection/hull-ofsted-childrens-2022-11",
    "sparql": "/sparql",
    "sparql-error": "/sparql?query=SELECT%20*%20WHERE%20%7B%0A%20%20?council%20a%20%7D",
    "question": "/query/latest-grades",
    "compare": "/compare?council=hull&council=exampleshire&council=sampleton",
    "councils": "/councils",
    "person": "/person/exampleshire-jane-example",
    "judgements": "/judgements",
    "ontology": "/ns",
}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures(browser: Browser, site: str, width: int, scheme: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    for name, path in PAGES.items():
        page.goto(site + path)
        page.screenshot(path=SHOTS / f"{name}-{width}-{scheme}.png", full_page=True)
        assert (SHOTS / f"{name}-{width}-{scheme}.png").stat().st_size > 10_000
    context.close()
