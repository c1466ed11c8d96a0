"""Web addresses in the one form under which their documents are kept."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

TRACKING = re.compile(
    r"(?:utm_[a-z]+|fbclid|gclid|dclid|msclkid|igshid|mc_cid|mc_eid|ns_(?:campaign|mchannel|source))(?:=|$)"
)
PORTS = {"http": 80, "https": 443}


def is_address(place: str) -> bool:
    """Whether something given is an address of the web and not a file."""
    return bool(re.match(r"https?://", place, re.IGNORECASE))


def canonical(address: str) -> str:
    """Scheme and host in lower case, no default port, fragment or tracking parameters; other texts as they are."""
    try:
        parts = urlsplit(address.strip())
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").lower(), parts.port
    except ValueError:
        return address.strip()
    if scheme not in PORTS or not host or parts.username is not None:
        return address.strip()
    where = f"[{host}]" if ":" in host else host
    if port and port != PORTS[scheme]:
        where += f":{port}"
    query = "&".join(item for item in parts.query.split("&") if item and not TRACKING.match(item))
    return urlunsplit((scheme, where, parts.path or "/", query, ""))
