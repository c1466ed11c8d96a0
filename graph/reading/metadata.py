"""What is known of a source besides its text: from flags, a sidecar file, the text itself or its mark-up.

A sidecar `article.meta.json` beside `article.txt` is one JSON object with any of `KEYS`; its dates are EDTF.
Better origins win, field by field (see graph.document.Origin).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from graph.document import DocumentKind, Origin, Rights, Stated
from graph.errors import Unreadable

KEYS = ("id", "title", "date", "publisher", "url", "authors", "kind", "rights", "provider_number")
_EDTF = re.compile(r"(?:\d{4}|\d{3}X|\d\dXX|XXXX)(?:-(?:\d\d|XX)(?:-(?:\d\d|XX))?)?[~?%]?(?:/(?:\.\.|[\dX~?%-]*))?")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Optional facts about a source; each value says where it comes from."""

    key: str | None = None
    title: Stated | None = None
    date: Stated | None = None
    publisher: Stated | None = None
    url: Stated | None = None
    authors: tuple[Stated, ...] = ()
    kind: DocumentKind | None = None
    rights: Rights | None = None
    provider_number: Stated | None = None

    @classmethod
    def of(
        cls,
        origin: Origin,
        *,
        key: str | None = None,
        title: str | None = None,
        date: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
        authors: Iterable[str] = (),
        kind: str | None = None,
        rights: str | None = None,
        provider_number: str | None = None,
    ) -> Metadata:
        """Metadata of one origin from plain words; Unreadable if a date, kind or right is not one."""

        def stated(value: str | None) -> Stated | None:
            return Stated(value.strip(), origin) if value and value.strip() else None

        if date and date.strip() and not _EDTF.fullmatch(date.strip()):
            raise Unreadable(f"{date!r} is not a date", stage="metadata", hint="write 2019-05-20, 2019-05 or 2019")
        return cls(
            key=key or None,
            title=stated(title),
            date=stated(date),
            publisher=stated(publisher),
            url=stated(url),
            authors=tuple(Stated(name.strip(), origin) for name in authors if name.strip()),
            kind=_member(DocumentKind, kind, "kind"),
            rights=_member(Rights, rights, "right"),
            provider_number=stated(provider_number),
        )

    def over(self, other: Metadata) -> Metadata:
        """Both together; where they differ `self` speaks."""
        return Metadata(
            **{field.name: getattr(self, field.name) or getattr(other, field.name) for field in fields(self)}
        )


def best(*candidates: Stated | None) -> Stated | None:
    """The value of the best origin; of two with the same origin the first."""
    order = list(Origin)
    given = [candidate for candidate in candidates if candidate is not None]
    return min(given, key=lambda candidate: order.index(candidate.origin)) if given else None


def read_sidecar(path: Path) -> Metadata:
    """The metadata beside `path`, empty if there is none; Unreadable if it is not what it should be."""
    for candidate in (path.with_suffix(".meta.json"), path.with_name(path.name + ".meta.json")):
        if candidate.is_file() and candidate != path:
            return _parse(candidate)
    return Metadata()


def _parse(path: Path) -> Metadata:
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise Unreadable(f"the metadata file {path.name} cannot be read: {error}", stage="metadata") from error
    if not isinstance(content, dict):
        raise Unreadable(f"the metadata file {path.name} must hold one JSON object", stage="metadata")
    authors = content.get("authors", content.get("author", []))
    values = {"key": content.get("id", content.get("key"))}
    values |= {name: content.get(name) for name in KEYS if name not in ("id", "authors")}
    wrong = [name for name, value in values.items() if not isinstance(value, str | None)]
    authors = [authors] if isinstance(authors, str) else authors
    if wrong or not isinstance(authors, list) or not all(isinstance(name, str) for name in authors):
        name = wrong[0] if wrong else "authors"
        raise Unreadable(f"{name} in {path.name} must be text", stage="metadata")
    return Metadata.of(Origin.SIDECAR, authors=authors, **values)


def _member(kinds: Any, value: str | None, word: str) -> Any:
    if not value:
        return None
    try:
        return kinds(value)
    except ValueError as error:
        choices = ", ".join(kinds)
        raise Unreadable(f"{value!r} is no {word} of document", stage="metadata", hint=f"one of {choices}") from error
