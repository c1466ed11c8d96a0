"""The scopes a document belongs to: the councils whose inspections it speaks of.

A change in one scope can only move the decisions of documents that share it.
"""

from __future__ import annotations

from graph.claim import Extract


def scopes_of(extract: Extract) -> tuple[str, ...]:
    """Slugs of councils, sorted."""
    return tuple(sorted({claim.council for claim in extract.inspections if claim.published}))
