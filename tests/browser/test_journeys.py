"""What people come for, done by keyboard alone, without JavaScript, and with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import server.pages


def test_keyboard_from_search_to_council_to_evidence_to_csv(page: Page, site: str) -> None:
    page.goto(site + "/councils")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("sampleton")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=sampleton*")
    page.get_by_role("link", name="Sampleton Council").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/council/sampleton")
    summary = page.locator("details.how summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.how blockquote").first).to_be_visible()
    page.locator("blockquote + p a[href*='#p']:visible").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/document/**#p*")
    anchor = page.url.partition("#")[2]
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    page.go_back()
    answer = page.request.get(site + (page.get_by_role("link", name="CSV").first.get_attribute("href") or ""))
    assert answer.headers["content-type"].startswith("text/csv")
    assert "help and protection" in answer.text().lower()


def test_skip_link_comes_first(page: Page, site: str) -> None:
    page.goto(site + "/council/hull")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()


def test_all_of_it_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.get_by_label("Council, person or words").fill("sampleton")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Sampleton Council").first.click()
    page.locator("details.how summary").first.click()
    expect(page.locator("details.how blockquote").first).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    page.get_by_label("Day").fill("2020-01-01")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".answer")).to_contain_text("has been read by 1 January 2020")
    context.close()


def test_suggestions_come_while_typing(page: Page, site: str) -> None:
    page.goto(site + "/councils")
    page.locator("#q").press_sequentially("birmin", delay=20)
    expect(page.locator("#suggestions option").first).to_have_attribute("value", "Birmingham City Council")


BROKEN = "SELECT * WHERE {\n  ?council a }"


def test_query_is_kept_and_its_error_shown(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(site + "/sparql")
    page.get_by_label("SPARQL query").fill(BROKEN)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Line 2, column")
    assert page.locator("#query").input_value() == BROKEN
    if editor():
        expect(page.locator(".cm-lintRange-error")).to_have_count(1)
    page.close()


def test_query_is_kept_without_the_editor(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/sparql")
    page.get_by_label("SPARQL query").fill(BROKEN)
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("alert")).to_contain_text("Line 2, column")
    expect(page.get_by_label("SPARQL query")).to_have_value(BROKEN)
    context.close()


def editor() -> bool:
    """Whether the editor was built with the package."""
    return (Path(server.pages.__file__).parent / "static" / "editor" / "editor.js").is_file()


def test_names_complete_and_declare_their_prefix(page: Page, site: str) -> None:
    if not editor():
        pytest.skip("the editor was not built")
    page.goto(site + "/sparql")
    area = page.get_by_label("SPARQL query")
    area.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT * WHERE { ?judgement cg:judgement", delay=10)
    expect(page.locator(".cm-tooltip-autocomplete li[aria-selected]")).to_contain_text("cg:judgementIn")
    page.wait_for_timeout(
        300
    )  # the editor takes no choice in the first moment, lest somebody typing on chose by mistake
    page.keyboard.press("Enter")
    expect(page.locator(".cm-tooltip-autocomplete")).to_have_count(0)
    assert page.locator("#query").input_value().startswith("PREFIX cg: <https://w3id.org/councilgraph/ns#>\nSELECT")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") != "editor"


def test_query_gives_a_table_of_links(page: Page, site: str) -> None:
    page.goto(site + "/sparql")
    page.get_by_role("button", name="Run").click()
    expect(page.locator("table.results tbody tr").first).to_be_visible()
    expect(page.locator("#answer")).to_contain_text("rows")
