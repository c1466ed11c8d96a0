"""One article as a JSON object: its words in `text` or `html`, and beside them what is known of it.

`id`, `url`, `title`, `date`, `publisher`, `authors`, `kind`, `rights` and `provider_number` are read; a date may have a
time of day after it. All other members are left alone.
"""

from __future__ import annotations

import json
import re
from typing import Any

from graph.document import Origin
from graph.errors import EmptySource, Unreadable
from graph.inputs.address import canonical
from graph.inputs.source import Source
from graph.reading import Metadata, is_html

TEXTS = ("id", "title", "date", "publisher", "url", "kind", "rights", "provider_number")
STAGE = "article"
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d.*")


def article(line: bytes, name: str, given: Metadata | None) -> Source:
    """The source that one JSON object is; Unreadable if it is none or a member is not of its kind."""
    try:
        content = json.loads(line, object_pairs_hook=_members)
    except UnicodeDecodeError as error:
        raise Unreadable("it is not JSON in UTF-8", stage=STAGE) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"it is not JSON: {error}", stage=STAGE) from error
    if not isinstance(content, dict):
        raise Unreadable("it is not a JSON object", stage=STAGE, hint='{"text": "…", "url": "…", "date": "2019-05-20"}')
    data = _words(content)
    return Source(name, data, (given or Metadata()).over(metadata_in(content)))


def metadata_in(content: dict[str, Any]) -> Metadata:
    """The metadata in a JSON object; Unreadable if a member is not of its kind."""
    authors = content.get("authors", content.get("author")) or []
    authors = [authors] if isinstance(authors, str) else authors
    values = {name: content.get(name) for name in TEXTS}
    if isinstance(values["id"], int) and not isinstance(values["id"], bool):
        values["id"] = str(values["id"])
    wrong = [name for name, value in values.items() if not isinstance(value, str | None)]
    if wrong or not isinstance(authors, list) or not all(isinstance(author, str) for author in authors):
        raise Unreadable(f"{wrong[0] if wrong else 'authors'} must be text", stage=STAGE)
    moment = _MOMENT.fullmatch((values["date"] or "").strip())
    if moment:
        values["date"] = moment[1]
    key, url = values.pop("id"), values.pop("url")
    return Metadata.of(Origin.SIDECAR, key=key, url=canonical(url) if url else None, authors=authors, **values)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object with its texts whole: half a character, as cutting leaves of an emoji, becomes the sign for a lost one."""
    return {name: _whole(value) for name, value in pairs}


def _whole(value: Any) -> Any:
    if isinstance(value, list):
        return [_whole(item) for item in value]
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else value


def _words(content: dict[str, Any]) -> bytes:
    text, html = content.get("text"), content.get("html")
    if not isinstance(text, str | None) or not isinstance(html, str | None):
        raise Unreadable("text and html must be text", stage=STAGE)
    if text and text.strip():
        return text.encode()
    if html and html.strip():
        page = html.encode()
        return page if is_html(page) else b"<!doctype html><html><body>" + page + b"</body></html>"
    raise EmptySource("it has neither text nor html", stage=STAGE)
