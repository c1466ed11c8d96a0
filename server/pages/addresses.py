"""From IRIs to the addresses of pages on whatever host, and back."""

from __future__ import annotations

import re

from ontology import BASE, VOCABULARY

_SLUG = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")


def path_of(iri: str) -> str:
    """Where the page of a thing is; an IRI that is not ours stays as it is."""
    if not iri.startswith(BASE):
        return iri
    rest = iri.removeprefix(BASE)
    return "/" + rest.removeprefix("id/")


def iri_of(kind: str, slug: str) -> str:
    """The IRI of an entity; empty where no IRI could have such a name."""
    return f"{BASE}id/{kind}/{slug}" if _SLUG.fullmatch(slug) and _SLUG.fullmatch(kind) else ""


def concept_iri(scheme: str, slug: str) -> str:
    """The IRI of a concept; empty where none could have such a name."""
    return f"{BASE}ref/{scheme}/{slug}" if _SLUG.fullmatch(slug) and _SLUG.fullmatch(scheme) else ""


def slug_of(iri: str) -> str:
    """What follows the last slash or hash."""
    return re.split(r"[/#]", iri)[-1]


def is_ours(iri: str) -> bool:
    """Whether a page here describes the thing."""
    return iri.startswith((f"{BASE}id/", f"{BASE}ref/", f"{VOCABULARY}#")) or iri in (
        VOCABULARY,
        f"{BASE}dataset",
        f"{BASE}register",
    )


def safe_link(address: str) -> str:
    """An address of another site that may stand in a link: web addresses only, anything else gives nothing."""
    return address if re.fullmatch(r"https?://[^\s<>\"']+", address) else ""
