"""Faults on demand."""

from __future__ import annotations

import http.client

import pytest

from playground.faults import Fault, FaultPlan
from tests.playground.playing import Playing


def texts(world: Playing) -> list[str]:
    return [message["text"] for message in world.shown()[1:]]


def test_too_many_requests_for_the_next_two_calls(world: Playing) -> None:
    world.play("POST", "/faults", {"kind": "429", "times": 2, "retry_after": 7})
    for _ in range(2):
        answer = world.call("sendMessage", chat_id=world.mia, text="x")
        assert answer == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 7",
            "parameters": {"retry_after": 7},
        }
    assert texts(world) == []
    world.sends("x")
    assert texts(world) == ["x"]


def test_a_server_error_until_the_faults_are_taken_away(world: Playing) -> None:
    world.play("POST", "/faults", {"kind": "500"})
    for _ in range(3):
        assert world.refusal("sendMessage", chat_id=world.mia, text="x") == "Internal Server Error"
    world.play("DELETE", "/faults")
    world.sends("x")
    assert texts(world) == ["x"]


@pytest.mark.parametrize(("kind", "sent"), [("drop_before", []), ("drop_after", ["x"])])
def test_a_dropped_connection_before_and_after_the_effect(world: Playing, kind: str, sent: list[str]) -> None:
    world.play("POST", "/faults", {"kind": kind, "times": 1})
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        world.call("sendMessage", chat_id=world.mia, text="x")
    world.disconnect()
    assert texts(world) == sent
    assert world.play("GET", "/calls")["calls"][-1]["error"] == kind


@pytest.mark.parametrize("aim", [{"method": "deleteMessage"}, {"chat_id": 1}])
def test_a_fault_hits_only_what_it_is_meant_for(world: Playing, aim: dict[str, object]) -> None:
    world.play("POST", "/faults", {"kind": "500", **aim})
    world.sends("x")
    aimed_at = {"chat_id": 1, "message_id": 1, **{key: value for key, value in aim.items() if key == "chat_id"}}
    assert world.refusal("deleteMessage", **aimed_at) == "Internal Server Error"


def test_polling_is_spared_unless_it_is_named(world: Playing) -> None:
    world.play("POST", "/faults", {"kind": "500"})
    assert world.result("getUpdates") == []
    world.play("POST", "/faults", {"kind": "429", "method": "getupdates", "times": 1})
    assert world.refusal("getUpdates") == "Too Many Requests: retry after 1"


def test_chance_is_drawn_for_each_call() -> None:
    plan = FaultPlan()
    plan.add(Fault("500", probability=0.5))
    struck = sum(bool(plan.strike("sendMessage", None)) for _ in range(1000))
    assert 400 < struck < 600


def test_latency_comes_with_another_fault_but_no_two_others_together() -> None:
    plan = FaultPlan()
    for kind in ("latency", "429", "500"):
        plan.add(Fault(kind, times=1))
    kinds = [[fault.kind for fault in plan.strike("sendMessage", 1)] for _ in range(3)]
    assert kinds == [["latency", "429"], ["500"], []]


def test_a_delayed_call_is_carried_out(world: Playing) -> None:
    world.play("POST", "/faults", {"kind": "latency", "seconds": 0.01, "times": 1})
    world.sends("x")
    assert texts(world) == ["x"]
