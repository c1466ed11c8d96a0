"""Admission of long queries: places, queue, each client's share."""

from __future__ import annotations

from server.query.lanes import Lane, LaneSize

SIZE = LaneSize(running=2, waiting=3, client_running=1, client_waiting=1)


def test_places_then_queue_then_no() -> None:
    lane = Lane(SIZE)
    assert [lane.enter(worker, f"client {worker}") for worker in range(1, 6)] == [None] * 5
    assert set(lane.running) == {1, 2}
    denied = lane.enter(6, "client 6")
    assert denied is not None
    assert not denied.own_fault
    assert denied.retry_after > 0


def test_a_client_has_its_own_limit() -> None:
    lane = Lane(SIZE)
    assert lane.enter(1, "a") is None
    assert lane.enter(2, "a") is None
    assert lane.waiting == {2: "a"}
    denied = lane.enter(3, "a")
    assert denied is not None
    assert denied.own_fault


def test_who_has_nothing_running_comes_first() -> None:
    lane = Lane(LaneSize(running=2, waiting=9, client_running=2, client_waiting=9))
    for worker, client in [(1, "a"), (2, "a"), (3, "a"), (4, "b")]:
        assert lane.enter(worker, client) is None
    lane.leave(1)
    assert lane.admitted() == [4]
    lane.leave(2)
    assert lane.admitted() == [3]


def test_leaving_twice_harms_nobody() -> None:
    lane = Lane(SIZE)
    lane.enter(1, "a")
    lane.leave(1)
    lane.leave(1)
    assert not lane.running
    assert lane.admitted() == []
