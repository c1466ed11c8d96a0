"""Who may write, and the line that every write leaves behind."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
import time
from pathlib import Path

from flask import Request

from server.errors import Problem
from server.query import wire
from server.settings import Settings

_log = logging.getLogger(__name__)


def require_write(request: Request, settings: Settings) -> None:
    """Only a request with our token may go on.

    A browser sends `Authorization` to another site only after a preflight, which does not allow it; so no page
    elsewhere can make a visitor write, not even with the visitor's cookies, of which there are none.
    """
    if settings.read_only or not settings.write_token:
        raise Problem(403, "This service is read-only.", "Writes are closed")
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise Problem(
            401, "Send the write token as a bearer token.", headers={"WWW-Authenticate": 'Bearer realm="write"'}
        )
    if not hmac.compare_digest(given.strip().encode(), settings.write_token.encode()):
        raise Problem(
            401,
            "The write token is wrong.",
            headers={"WWW-Authenticate": 'Bearer realm="write", error="invalid_token"'},
        )


def record_write(
    path: Path, client: str, operation: wire.Operation, *, written: wire.Written | None, problem: str = ""
) -> None:
    """Append one JSON line; a log that cannot be written is reported and stops nothing."""
    content = operation.text.encode() + b"".join(data for _, data in operation.documents)
    line = {
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "client": client,
        "operation": operation.verb,
        "graph": operation.graph,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "version": written.version if written else None,
        "problem": problem or None,
    }
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, (json.dumps(line, ensure_ascii=False) + "\n").encode())
        finally:
            os.close(descriptor)
    except OSError as error:
        _log.error("the audit line %s could not be written: %s", line, error)
