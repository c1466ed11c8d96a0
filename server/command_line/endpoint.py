"""Asking somebody else's SPARQL endpoint."""

from __future__ import annotations

from urllib.error import URLError

import click
from SPARQLWrapper import SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, QueryBadFormed, SPARQLWrapperException

from graph.errors import BadQuery, StoreUnavailable

ACCEPT = {
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
}


def ask_endpoint(address: str, text: str, form: str, timeout: float) -> bytes:
    """The endpoint's answer as it came; `table` asks for CSV."""
    client = SPARQLWrapper(address)
    client.setQuery(text)
    client.setMethod("POST")
    client.setTimeout(max(1, round(timeout)))
    client.addCustomHttpHeader("Accept", ACCEPT.get(form, "text/csv"))
    client.setOnlyConneg(True)
    try:
        return bytes(client.query().response.read())
    except QueryBadFormed as error:
        raise BadQuery(f"{address} does not accept the query: {click.style(str(error), reset=False)}") from error
    except (EndPointInternalError, SPARQLWrapperException, URLError, TimeoutError, OSError) as error:
        raise StoreUnavailable(f"{address} does not answer: {error}") from error
