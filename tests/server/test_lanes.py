"""Admission of long queries: places, queue, each client's share."""

from __future__ import annotations

from server.query.lanes import LaneSize, SlowLane

SIZE = LaneSize(running=2, waiting=3, client_running=1, client_waiting=1)


def test_places_then_queue_then_no() -> None:
    lane: SlowLane[str] = SlowLane(SIZE)
    assert [lane.enter(name, name) for name in "abcde"] == [None] * 5
    assert set(lane.running) == {"a", "b"}
    denied = lane.enter("f", "f")
    assert denied is not None
    assert not denied.own_fault
    assert denied.retry_after > 0


def test_a_client_has_its_own_limit() -> None:
    lane: SlowLane[str] = SlowLane(SIZE)
    assert lane.enter("a1", "a") is None
    assert lane.enter("a2", "a") is None
    assert lane.waiting == {"a2": "a"}
    denied = lane.enter("a3", "a")
    assert denied is not None
    assert denied.own_fault


def test_who_has_nothing_running_comes_first() -> None:
    lane: SlowLane[str] = SlowLane(LaneSize(running=2, waiting=9, client_running=2, client_waiting=9))
    for ticket, client in [("a1", "a"), ("a2", "a"), ("a3", "a"), ("b1", "b")]:
        assert lane.enter(ticket, client) is None
    lane.leave("a1")
    assert lane.admitted() == ["b1"]
    lane.leave("a2")
    assert lane.admitted() == ["a3"]


def test_leaving_twice_harms_nobody() -> None:
    lane: SlowLane[str] = SlowLane(SIZE)
    lane.enter("a", "a")
    lane.leave("a")
    lane.leave("a")
    assert not lane.running
    assert lane.admitted() == []
