"""Headers that every answer carries, and those of an answer to a query, for Flask's path and the quick one alike."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from server.negotiation import CSV, TSV, TURTLE
from server.query.limits import QueryLimits

COMMON: Final = MappingProxyType(
    {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag, Retry-After, Link, Location, "
        "X-Deadline-Seconds, X-Answer-Limit-Bytes, X-Dataset-Version",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    }
)
"""Reading is open to pages of any origin, without credentials; nothing of ours is framed, sniffed or scripted."""
_PARAMETERS: Final = {CSV: "; charset=utf-8; header=present", TSV: "; charset=utf-8", TURTLE: "; charset=utf-8"}


def content_type(media_type: str) -> str:
    """With the parameters that its standard asks for."""
    return media_type + _PARAMETERS.get(media_type, "")


def query_headers(limits: QueryLimits, tag: str, seconds: float | None = None) -> dict[str, str]:
    """Caps in force, and how the answer may be kept: with `tag` as long as it is confirmed, else not at all."""
    found = {
        "Vary": "Accept, Accept-Encoding",
        "Cache-Control": "no-cache" if tag else "no-store",
        "X-Deadline-Seconds": f"{min(seconds or limits.deadline, limits.deadline):g}",
        "X-Answer-Limit-Bytes": str(limits.answer_bytes),
    }
    if tag:
        found["ETag"] = f'W/"{tag}"'
    return found
