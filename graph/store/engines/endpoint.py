"""SPARQL 1.1 over HTTP, through SPARQLWrapper: one place for credentials, time limits, retries and what errors mean.

Everything sent from here may be sent twice without harm, so a connection that breaks is tried again, three times at most;
an answer of any status is an answer and is not asked for again. Redirects are not followed: they would carry the query, and
perhaps credentials, to a host that nobody named.
"""

from __future__ import annotations

import email.message
import http.client
import ipaddress
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import IO, Any, NoReturn
from urllib.parse import urlsplit

from SPARQLWrapper import POST, SPARQLWrapper

from graph.errors import BadQuery, StoreUnavailable, TimeLimit
from graph.store.credentials import FILE, PASSWORD, USER, Credentials

ATTEMPTS, PAUSE = 4, 0.2
TIMEOUT = 120.0
TOLD = 300  # characters of an engine's own message
RESULTS = "application/sparql-results+json"  # the parser of the XML form drops white space at the ends
TRIPLES = "application/n-triples, text/plain;q=0.5"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: media type without parameters, the whole body, and the headers."""

    media_type: str
    body: bytes
    headers: email.message.Message


class Endpoint:
    """An address for queries and one for updates, with the credentials for both."""

    def __init__(
        self, query: str, update: str = "", *, credentials: Credentials | None = None, timeout: float = TIMEOUT
    ) -> None:
        self.query_address, self.update_address = query, update or query
        self._timeout = timeout
        handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
        if credentials:
            known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            for address in {self.query_address, self.update_address}:
                known.add_password(None, address, credentials.user, credentials.password)
            handlers.append(_Digest(known))
            if _is_private(query):
                handlers.append(_Basic(known))
        self._opener = urllib.request.build_opener(*handlers)

    def ask(self, text: str, accept: str = RESULTS) -> Answer:
        """Send a query; BadQuery where it is refused, StoreUnavailable or TimeLimit where no answer comes."""
        return self._send(text, "SELECT", accept)

    def update(self, text: str) -> None:
        """Send an update, which must bear being sent twice."""
        self._send(text, "INSERT", "*/*")

    def server(self) -> str:
        """What the server calls itself, in the header for that."""
        return str(self._send("ASK {}", "SELECT", RESULTS, any_status=True).headers.get("Server", ""))

    def _send(self, text: str, kind: str, accept: str, *, any_status: bool = False) -> Answer:
        client = SPARQLWrapper(self.query_address, self.update_address, agent="councilgraph")
        client.setMethod(POST)
        client.setOnlyConneg(True)
        client.addCustomHttpHeader("Accept", accept)
        client.queryString, client.queryType = text, kind  # setQuery guesses the kind, wrongly before a `define`
        request = client._createRequest()
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with self._opener.open(request, timeout=self._timeout) as response:
                    return Answer(response.headers.get_content_type(), response.read(), response.headers)
            except urllib.error.HTTPError as error:
                try:
                    if any_status:
                        return Answer("", b"", error.headers)
                    self._refuse(error, kind)
                finally:
                    if error.fp is not None:
                        error.close()
            except TimeoutError:
                raise TimeLimit(f"{self.query_address} did not answer within {self._timeout:g} seconds.") from None
            except ValueError:  # an authentication that urllib does not know
                raise self._closed() from None
            except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
                reason = getattr(error, "reason", error)
                if isinstance(reason, TimeoutError):
                    raise TimeLimit(f"{self.query_address} did not answer within {self._timeout:g} seconds.") from None
                if attempt == ATTEMPTS or not _is_broken_connection(error, reason):
                    raise StoreUnavailable(f"{self.query_address} cannot be reached: {reason}.") from None
                time.sleep(PAUSE * 2 ** (attempt - 1))
        raise AssertionError("the last attempt returns or raises")

    def _closed(self) -> StoreUnavailable:
        return StoreUnavailable(f"{self.query_address} refuses us: set {USER} and {PASSWORD}, or {FILE} to a file.")

    def _refuse(self, error: urllib.error.HTTPError, kind: str) -> NoReturn:
        address = self.update_address if kind == "INSERT" else self.query_address
        if error.code in {301, 302, 303, 307, 308}:
            target = urlsplit(error.headers.get("Location", ""))
            raise StoreUnavailable(
                f"{address} sends us on to {target.scheme}://{target.hostname}{target.path}, which is not followed; "
                "give the address itself if it is the right one."
            )
        if error.code in {401, 403}:
            raise self._closed()
        told = _first_words(error)
        if error.code == 400 and kind == "SELECT":
            raise BadQuery(f"{address} does not accept the query: {told}")
        if error.code == 404:
            raise StoreUnavailable(f"{address} is no SPARQL endpoint: there is nothing at that address.")
        raise StoreUnavailable(f"{address} answers {error.code}: {told}")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        return None


class _Closing:
    def http_error_401(self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any) -> Any:
        fp.close()  # urllib would leave the challenge open
        return super().http_error_401(req, fp, code, msg, headers)  # type: ignore[misc]


class _Digest(_Closing, urllib.request.HTTPDigestAuthHandler):
    pass


class _Basic(_Closing, urllib.request.HTTPBasicAuthHandler):
    pass


def _is_private(address: str) -> bool:
    """May a password be sent there as it is: encrypted, or without leaving this machine?"""
    parts = urlsplit(address)
    if parts.scheme == "https" or parts.hostname == "localhost":
        return True
    try:
        return ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


def _is_broken_connection(error: Exception, reason: object) -> bool:
    broken = (ConnectionError, http.client.RemoteDisconnected, http.client.IncompleteRead)
    return isinstance(error, broken) or isinstance(reason, broken)


def _first_words(error: urllib.error.HTTPError) -> str:
    words = " ".join(error.read(4 * TOLD).decode("utf-8", "replace").split())
    words = words.partition(" SPARQL query:")[0]
    return "".join(letter for letter in words if letter.isprintable())[:TOLD] or "no reason given"
