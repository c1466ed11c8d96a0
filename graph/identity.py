"""The addresses of things: slugs that never hold a slash, and one pattern a kind below the base IRI."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from pyoxigraph import NamedNode

from ontology import BASE

LONGEST_SLUG = 80
_ENTITY = re.compile(re.escape(BASE) + r"id/([a-z-]+)/([^/#]+)")


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and single hyphens; `x` for a text that has none."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return words[:LONGEST_SLUG].rstrip("-") or "x"


def digest(*parts: object, length: int = 16) -> str:
    """First hex digits of the SHA-256 of the parts, joined by a separator that no part can hold."""
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def document_slug(key: str) -> str:
    """An id given by hand is kept as it is, or made readable with a digest behind it; addresses and digests are hashed."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", key) and not re.fullmatch(r"[0-9a-f]{64}", key):
        readable = slug(key)
        return readable if readable == key else f"{readable}-{digest(key, length=8)}"
    return digest(key)


def entity(kind: str, name: str) -> NamedNode:
    """`id/<kind>/<name>`."""
    return NamedNode(f"{BASE}id/{kind}/{name}")


def concept(scheme: str, name: str) -> NamedNode:
    """`ref/<scheme>/<name>`."""
    return NamedNode(f"{BASE}ref/{scheme}/{name}")


def local_name(iri: str) -> str:
    """What follows the last slash or hash."""
    return re.split(r"[/#]", iri)[-1]


def kind_of(iri: str) -> tuple[str, str] | None:
    """(`council`, `hull`) of `…/id/council/hull`; None for any other shape of address."""
    found = _ENTITY.fullmatch(iri)
    return (found[1], found[2]) if found else None
