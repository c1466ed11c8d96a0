"""Who we are to a remote store: from the environment or a file, never from an address, and never shown.

`COUNCILGRAPH_STORE_USER` and `COUNCILGRAPH_STORE_PASSWORD`, or `COUNCILGRAPH_STORE_CREDENTIALS`: a file that holds
`user:password` on its first line.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from graph.errors import BadSetting

USER, PASSWORD, FILE = "COUNCILGRAPH_STORE_USER", "COUNCILGRAPH_STORE_PASSWORD", "COUNCILGRAPH_STORE_CREDENTIALS"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and their password; neither appears in `repr`."""

    user: str = field(repr=False)
    password: str = field(repr=False)


def is_address(location: str) -> bool:
    """Is the location of a store an address of HTTP and not a folder?"""
    return location.lower().startswith(("http://", "https://"))


def checked_address(location: str) -> str:
    """The address without a slash at its end; BadSetting for what cannot be one, with no secret in the message."""
    try:
        parts = urlsplit(location)
        named = bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        raise BadSetting("The address of the store is not an address.") from None
    if parts.username is not None or parts.password is not None:
        raise BadSetting(
            f"Credentials do not belong into the address of a store; set {USER} and {PASSWORD}, or {FILE} to a file."
        )
    if not named or parts.query or parts.fragment:
        raise BadSetting("The address of a store is a scheme, a host and a path: no query, no fragment.")
    return location.rstrip("/")


def read_credentials(environment: Mapping[str, str] = os.environ) -> Credentials | None:
    """The credentials that are set, None if there are none; BadSetting for half a pair or an unreadable file."""
    user, password, file = (environment.get(name, "") for name in (USER, PASSWORD, FILE))
    if file:
        if user or password:
            raise BadSetting(f"Set either {FILE} or {USER} and {PASSWORD}, not both.")
        return _from_file(Path(file))
    if bool(user) != bool(password):
        raise BadSetting(f"{USER} and {PASSWORD} belong together; one of them is not set.")
    return Credentials(user, password) if user else None


def _from_file(path: Path) -> Credentials:
    try:
        line = path.read_text(encoding="utf-8").partition("\n")[0].strip("\r")
    except OSError as error:
        raise BadSetting(f"{FILE} names {path}, which cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadSetting(f"{FILE} names {path}, which is not text.") from None
    user, colon, password = line.partition(":")
    if not (user and colon and password):
        raise BadSetting(f"{FILE} names {path}, whose first line is not user:password.")
    return Credentials(user, password)
