"""A web site on the loopback for tests of fetching: pages are functions of the request handler, and every request is kept."""

from __future__ import annotations

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Page = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """`pages` by path; `requests` are path and headers of what was asked."""

    address: str
    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return self.address + path

    def asked(self, path: str) -> list[dict[str, str]]:
        return [headers for found, headers in self.requests if found == path]


def answer(body: bytes | str = b"", kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Page:
    """A page with this body and these headers (`last_modified="…"` for `Last-Modified`)."""
    data = body.encode() if isinstance(body, str) else body

    def page(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return page


def redirect(to: str, status: int = 302) -> Page:
    """A page that sends the client elsewhere."""
    return answer(status=status, location=to)


@contextlib.contextmanager
def running(secured: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site that answers until the block ends."""
    site = Site("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            page = site.pages.get(self.path, answer("not here", status=404))
            with contextlib.suppress(ConnectionError, TimeoutError):
                page(self)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if secured:
        server.socket = secured.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site.address = f"{'https' if secured else 'http'}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
