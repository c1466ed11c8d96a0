"""One request to one address, with a limit on time and on the size of what comes back; redirects are not followed here."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from urllib3 import HTTPResponse, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from graph.errors import TimeLimit, TooLarge, Unreadable
from graph.inputs.limits import megabytes

CONNECT_SECONDS = 10.0
CHUNK = 1 << 16
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; header names are in lower case, the body is without its transfer coding."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def place_of(url: str) -> tuple[str, str, int, str]:
    """Scheme, host, port and target of an address; Unreadable for one that is not of the public web."""
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError as error:
        raise Unreadable("the address cannot be understood", stage="fetch") from error
    if scheme not in PORTS or not host:
        raise Unreadable("only http and https addresses are fetched", stage="fetch")
    if parts.username is not None or parts.password is not None:
        raise Unreadable("addresses with a user name or password are not fetched", stage="fetch")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if any(character <= " " or character == "\x7f" for character in target + host):
        raise Unreadable("the address has spaces or control characters", stage="fetch")
    return scheme, host, port or PORTS[scheme], target


def ask(
    url: str, address: str, headers: Mapping[str, str], *, seconds: float, size: int, body: bytes | None = None
) -> Reply:
    """GET `url` from the host at `address`, or POST a body to it.

    Unreadable, TimeLimit or TooLarge if nothing proper comes back in bounds.
    """
    scheme, host, port, target = place_of(url)
    deadline = time.monotonic() + seconds
    connection = _connection(scheme, host, address, port, min(CONNECT_SECONDS, seconds))
    watch = threading.Timer(seconds, _cut, [connection])
    watch.daemon = True
    try:
        connection.connect()
        watch.start()
        sent = {**headers, "Host": _host(scheme, host, port)}
        method = "GET" if body is None else "POST"
        connection.request(method, _quoted(target), body, sent, preload_content=False)
        response = connection.getresponse()
        try:
            found = _body(response, deadline, size) if response.status == 200 else b""
        finally:
            response.close()
        return Reply(response.status, {name.lower(): value for name, value in response.headers.items()}, found)
    except (HTTPError, OSError, ValueError, EOFError, AttributeError) as error:
        if time.monotonic() >= deadline:
            raise TimeLimit(f"fetching it took longer than {seconds:g} seconds", stage="fetch") from error
        raise Unreadable(f"it cannot be fetched: {_reason(error)}", stage="fetch") from error
    finally:
        watch.cancel()
        connection.close()


def _connection(scheme: str, host: str, address: str, port: int, seconds: float) -> HTTPConnection:
    timeout = Timeout(connect=seconds, read=seconds).connect_timeout
    if scheme == "http":
        return HTTPConnection(address, port, timeout=timeout)
    context = ssl.create_default_context()
    return HTTPSConnection(
        address, port, timeout=timeout, ssl_context=context, server_hostname=host, assert_hostname=host
    )


def _cut(connection: HTTPConnection) -> None:
    """A server that sends a byte now and then keeps within every timeout of its own; this one it does not."""
    held = connection.sock
    if held is not None:
        try:
            held.shutdown(socket.SHUT_RDWR)
        except OSError:
            held.close()


def _body(response: HTTPResponse, deadline: float, size: int) -> bytes:
    said = response.headers.get("Content-Length", "")
    if said.isdigit() and int(said) > size:
        raise _too_large(size)
    parts: list[bytes] = []
    length = 0
    while True:
        part = response.read1(CHUNK, decode_content=True)
        if time.monotonic() >= deadline:
            raise TimeoutError
        if not part:
            return b"".join(parts)
        length += len(part)
        if length > size:
            raise _too_large(size)
        parts.append(part)


def _too_large(size: int) -> TooLarge:
    return TooLarge(f"it has more than {megabytes(size)}, which is not fetched", stage="fetch")


def _host(scheme: str, host: str, port: int) -> str:
    named = f"[{host}]" if ":" in host else host.encode("idna").decode()
    return named if port == PORTS[scheme] else f"{named}:{port}"


def _quoted(target: str) -> str:
    return quote(target, safe="/?&=%:@!$'()*+,;~#[]-._|")


def _reason(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
