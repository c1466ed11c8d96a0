"""Answers leave gzipped for clients that take it, streams too; the entity tag is weak, so it holds for both forms."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator

from flask import Response, request

SMALLEST = 1_000
LEVEL = 4
_PACKED = ("image/png", "image/jpeg", "image/webp", "font/", "application/zip", "application/gzip")


def compress(response: Response) -> Response:
    """To be called after every request."""
    response.vary.add("Accept-Encoding")
    if (
        response.status_code in (204, 304)
        or "Content-Encoding" in response.headers
        or "Accept-Ranges" in response.headers  # parts of a file are parts of its own bytes
        or request.accept_encodings.quality("gzip") <= 0
        or response.headers.get("Content-Type", "").startswith(_PACKED)
    ):
        return response
    if response.is_streamed:
        response.response = _packed(response.response)
        response.headers.pop("Content-Length", None)
    else:
        data = response.get_data()
        if len(data) < SMALLEST:
            return response
        response.set_data(gzip.compress(data, LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return response


def _packed(chunks: Iterable[bytes | str]) -> Iterator[bytes]:
    engine = zlib.compressobj(LEVEL, zlib.DEFLATED, 31)
    try:
        for chunk in chunks:
            part = engine.compress(chunk if isinstance(chunk, bytes) else chunk.encode())
            if part:
                yield part
        yield engine.flush()
    finally:
        close = getattr(chunks, "close", None)
        if close:
            close()
