"""Structured logs: one JSON object a line on standard error, each with the id of the request it belongs to.

A request leaves its method, path, status, size and time; never its parameters or body, which hold what people ask.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import flask
import msgspec

REQUEST_ID: Final = "X-Request-Id"
LONGEST_PATH = 300
LONGEST_QUERY = 20_000


class JsonLines(logging.Formatter):
    """For what Python's own logging says: warnings and errors, with their tracebacks."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, object] = {
            "time": _stamp(record.created),
            "level": record.levelname.lower(),
            "event": record.name,
            "message": record.getMessage(),
        }
        if flask.has_request_context():
            line["request_id"] = flask.request.headers.get(REQUEST_ID, "")
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return msgspec.json.encode(line).decode()


def install() -> None:
    """Have all of this process's warnings and errors written as JSON lines; twice does no harm."""
    root = logging.getLogger()
    if any(isinstance(handler.formatter, JsonLines) for handler in root.handlers):
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    root.setLevel(logging.WARNING)


def write_line(event: str, members: Mapping[str, object]) -> None:
    """One line, in one call to the system, so that lines of several processes never mix."""
    line = msgspec.json.encode({"time": _stamp(time.time()), "level": "info", "event": event, **members}) + b"\n"
    os.write(2, line)


def _stamp(seconds: float) -> str:
    whole = int(seconds)
    return f"{_second(whole)}.{int((seconds - whole) * 1000):03d}Z"


@lru_cache(maxsize=4)
def _second(whole: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(whole))
