"""A site to fetch from, and what fetches from it."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

import pytest

from graph.inputs.fetching import Fetcher, Manners
from tests.graph.inputs.site import Site, running

LOOPBACK = (ip_network("127.0.0.1/32"),)


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        yield found


@pytest.fixture
def fetcher() -> Fetcher:
    """May ask the loopback, does not wait, and gives up soon."""
    return Fetcher(Manners(delay=0, seconds=2, size=100_000, allowed=LOOPBACK))
