"""What a page says of itself in JSON-LD and meta tags: title, date, authors, publisher and address.

Only stated dates are taken; guessing one from the page would invent it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from graph.document import Origin
from graph.reading.masthead_words import AUTHOR_NAME, BY, JOB
from graph.reading.metadata import Metadata

_ARTICLE_TYPES = ("Article", "BlogPosting", "Report", "PressRelease")
_DAY = re.compile(r"\s*((?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)(?=$|[T\s])")
_DATE_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "pubdate",
    "publishdate",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "govuk:first-published-at",
    "date",
)
_MAX_JSON = 500_000


def page_metadata(tree: Any) -> Metadata:
    """Metadata of origin markup from the tree of a page; JSON-LD speaks before meta tags."""
    meta = _meta_tags(tree)
    return _from_json(tree).over(
        Metadata.of(
            Origin.MARKUP,
            title=_first(meta, "og:title", "twitter:title", "dc.title", "parsely-title")
            or _element(tree, "h1", "title"),
            date=_day(_first(meta, *_DATE_NAMES)) or _day(_time(tree)),
            publisher=_first(meta, "og:site_name", "dc.publisher", "publisher", "application-name"),
            url=_canonical(tree) or _address(_first(meta, "og:url", "parsely-link")),
            authors=_names(_first(meta, "author", "article:author", "dc.creator", "parsely-author", "byl"))
            or _byline(tree),
        )
    )


def _meta_tags(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        content = (tag.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _first(meta: dict[str, str], *names: str) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _element(tree: Any, *tags: str) -> str | None:
    for tag in tags:
        for element in tree.iter(tag):
            words = " ".join("".join(element.itertext()).split())
            if words:
                return words
    return None


def _time(tree: Any) -> str | None:
    return next((tag.get("datetime") for tag in tree.iter("time") if tag.get("datetime")), None)


def _byline(tree: Any) -> list[str]:
    """Who is marked up as the author, or named after `By` in what is marked up as byline."""
    for element in tree.iter("a", "span", "p", "div", "address"):
        marked = "author" in (element.get("itemprop"), element.get("rel"))
        if not marked and "byline" not in (element.get("class") or ""):
            continue
        words = " ".join("".join(element.itertext()).split())
        by = BY.match(words)
        found = AUTHOR_NAME.match(words, by.end()) if by else AUTHOR_NAME.fullmatch(words) if marked else None
        if found:
            return [found.group()]
    return []


def _canonical(tree: Any) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return _address(link.get("href"))
    return None


def _address(value: Any) -> str | None:
    words = value.strip() if isinstance(value, str) else ""
    return words if re.match(r"https?://\S+$", words) else None


def _day(value: Any) -> str | None:
    found = _DAY.match(value) if isinstance(value, str) else None
    return found.group(1) if found else None


def _names(value: Any) -> list[str]:
    """The persons in an author field, which may be text, an object or a list of either."""
    if isinstance(value, list):
        return [name for item in value[:20] for name in _names(item)]
    if isinstance(value, dict):
        return _names(value.get("name")) if value.get("@type") != "Organization" else []
    if not isinstance(value, str) or "://" in value or len(value) > 200:
        return []
    words = re.sub(r"^\s*by\s+", "", value.strip(), flags=re.IGNORECASE)
    names = re.split(r"\s*[,;|]\s*|\s+(?:and|&)\s+", words)
    return [name.strip() for name in names if name.strip() and not JOB.fullmatch(name)]


def _from_json(tree: Any) -> Metadata:
    for script in tree.iter("script"):
        source = script.text or ""
        if "ld+json" not in (script.get("type") or "") or len(source) > _MAX_JSON:
            continue
        try:
            content = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        items = list(_objects(content, 0))
        known = {item["@id"]: item for item in items if isinstance(item.get("@id"), str) and len(item) > 1}
        for item in items:
            kinds = item.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(name, str) and name.endswith(_ARTICLE_TYPES) for name in names):
                return _article(item, known)
    return Metadata()


def _objects(content: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(content, dict):
        yield content
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _objects(content.get(name), depth + 1)
    elif isinstance(content, list):
        for item in content[:200]:
            yield from _objects(item, depth + 1)


def _article(item: dict[str, Any], known: dict[str, Any]) -> Metadata:
    """The metadata of an article; what it only points to is looked up among the `known` objects of the page."""
    publisher = _meant(item.get("publisher"), known)
    if isinstance(publisher, list) and publisher:
        publisher = publisher[0]
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    page = item.get("mainEntityOfPage")
    headline = item.get("headline") or item.get("name")
    return Metadata.of(
        Origin.MARKUP,
        title=headline if isinstance(headline, str) else None,
        date=_day(item.get("datePublished") or item.get("dateCreated")),
        publisher=name if isinstance(name, str) else None,
        url=_address(item.get("url")) or _address(page.get("@id") if isinstance(page, dict) else page),
        authors=_names(_meant(item.get("author"), known)),
    )


def _meant(value: Any, known: dict[str, Any]) -> Any:
    if isinstance(value, list):
        return [_meant(item, known) for item in value[:20]]
    key = value.get("@id") if isinstance(value, dict) else None
    return known.get(key, value) if isinstance(key, str) else value
