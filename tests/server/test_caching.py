"""Answers of /sparql that are kept: conditional requests, entity tags, the cache in front."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest

from server import cache as caching
from server.cache import AnswerCache, Kept, takes_gzip
from server.query.guard import Bounds
from tests.server.conftest import EX, Served

SELECT = f"SELECT ?s ?n {{ ?s <{EX}value> ?n }} ORDER BY ?n LIMIT 3"


def test_conditional_requests(served: Served) -> None:
    path = "/sparql?" + urlencode({"query": SELECT})
    first = served.send("GET", path)
    tag = first.headers["etag"]
    again = served.send("GET", path, {"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == tag
    assert served.send("GET", path, {"If-None-Match": tag, "Accept": "text/csv"}).status == 200
    served.write(f"INSERT DATA {{ <{EX}a> <{EX}conditional> 1 }}")
    changed = served.send("GET", path, {"If-None-Match": tag})
    assert changed.status == 200
    assert changed.headers["etag"] != tag


def test_answers_that_change_by_themselves_are_not_stored(served: Served) -> None:
    one, two = (served.ask("SELECT (UUID() AS ?u) {}") for _ in range(2))
    assert one.body != two.body
    assert "etag" not in one.headers
    assert one.headers["cache-control"] == "no-store"


def test_layout_does_not_matter_to_the_cache(served: Served) -> None:
    one = served.ask("SELECT * { ?s ?p 4 }")
    two = served.ask("SELECT  *  {\n?s ?p 4 } # the same")
    assert one.headers["etag"] == two.headers["etag"]
    assert one.body == two.body


def test_cached_answers_are_those_of_the_present_data(served: Served) -> None:
    query = f"SELECT ?n {{ <{EX}cached> <{EX}at> ?n }}"
    for number in range(3):
        served.write(f"DELETE WHERE {{ <{EX}cached> ?p ?o }} ; INSERT DATA {{ <{EX}cached> <{EX}at> {number} }}")
        for _ in range(6):
            assert served.ask(query, "text/csv").text.split() == ["n", str(number)]


def test_head_is_get_without_a_body(served: Served) -> None:
    path = "/sparql?" + urlencode({"query": SELECT})
    head, get = served.send("HEAD", path), served.send("GET", path)
    assert (head.status, head.body) == (200, b"")
    for name in ("content-type", "etag", "content-length"):
        assert head.headers[name] == get.headers[name]


def test_no_answer_is_kept_past_midnight(monkeypatch: pytest.MonkeyPatch) -> None:
    class Tomorrow(date):
        @classmethod
        def today(cls) -> Tomorrow:
            return cls.fromordinal((date.today() + timedelta(days=1)).toordinal())

    cache = AnswerCache(1 << 20, lambda: "1-a", Bounds())
    today = cache.key("GET", "/council/x", b"", [], b"")
    assert today is not None
    cache.put(today, Kept(200, b'etag: W/"1-a-page"\r\n', b"as of today"))
    assert cache.get(today)
    monkeypatch.setattr(caching, "date", Tomorrow)
    later = cache.key("GET", "/council/x", b"", [], b"")
    assert later is not None
    assert cache.get(later) is None


def test_fields_that_run_together_are_not_the_same_question() -> None:
    cache = AnswerCache(1 << 20, lambda: "1-a", Bounds())
    one = cache.key("GET", "/sparql", b"a=1&query=ASK%7B%7D", [], b"")
    two = cache.key("GET", "/sparql", b"a=1%00query=ASK%7B%7D", [], b"")
    assert one != two


@pytest.mark.parametrize(
    ("encodings", "takes"),
    [
        (b"gzip, deflate", True),
        (b"br;q=1, gzip;q=0.5", True),
        (b"gzip;q=0", False),
        (b"gzip; q=0.0, identity", False),
        (b"identity", False),
        (b"", False),
    ],
)
def test_who_takes_gzip(encodings: bytes, *, takes: bool) -> None:
    assert takes_gzip(encodings) is takes
