"""What an application keeps for all its requests, and the hooks by which the pages take over what people look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, request

from server.errors import HtmlError
from server.query import QueryService
from server.settings import Settings
from server.sparql_request import SparqlRequest


@dataclass(slots=True)
class State:
    """Found as `app.extensions["councilgraph"]`."""

    settings: Settings
    service: QueryService
    query_page: Callable[[SparqlRequest], Response] | None = None
    """Answers /sparql for clients that prefer HTML."""
    html_error: HtmlError | None = None
    """Writes errors for clients that prefer HTML."""

    def root(self) -> str:
        """Address of the service as clients see it, without a slash at the end."""
        return (self.settings.public_url or request.url_root).rstrip("/")

    def endpoint(self) -> str:
        """Address of the SPARQL endpoint."""
        return f"{self.root()}/sparql"
