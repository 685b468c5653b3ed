"""`handschlag events`: an operator looks at what the provider's systems were told, and has it sent again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from bot.cli import main
from domain.partnerships.rules import SetUp, Status
from storage.tables import ProgrammeEvent
from tests.bot.commands.running import Say
from tests.bot.effects.receiver import SECRET, Receiver, Says
from tests.bot.trials import until
from tests.desk import Desk, Loop

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    listening = Receiver()
    yield listening
    listening.stop()


@pytest.fixture
def heard(
    playground_url: str, database_url: str, loop: Loop, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """A running bot whose events the receiver gets, with the command line's settings."""
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", database_url)
    monkeypatch.setenv("HANDSCHLAG_EVENTS_URL", receiver.url)
    monkeypatch.setenv("HANDSCHLAG_EVENTS_SECRET", SECRET)
    running = Desk(playground_url, database_url, loop, events_url=receiver.url, events_secret=SECRET)
    yield running
    running.close()


def events(capsys: Say, *arguments: str, status: int = 0) -> str:
    """What the command says."""
    with pytest.raises(SystemExit) as end:
        main(["events", *arguments])
    said = capsys.readouterr()
    assert int(end.value.code or 0) == status, said
    return said.err if status else said.out


def messages(desk: Desk) -> int:
    """How many messages people have been sent; the bot introduces itself meanwhile."""
    return sum(call["method"] == "sendMessage" for call in desk.calls())


def reach_the_present(desk: Desk) -> None:
    """The command line's clock is the real one; the desk's is ahead of it from now on."""
    desk.clock.moment = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)


def confirmed(desk: Desk) -> int:
    """A partnership that is confirmed in the chat."""
    client, partner = desk.client(), desk.partner()
    made = desk.partnership(client, partner, status=Status.PENDING)
    partner.says("/requests")
    partner.taps(client.organisation_name)
    partner.taps("✅ Confirm")
    return made


def test_events_are_listed_shown_and_sent_again(heard: Desk, receiver: Receiver, capsys: Say) -> None:
    assert "Nothing has happened yet." in events(capsys)
    made = confirmed(heard)
    (first,) = receiver.received

    assert "acknowledged" in events(capsys, "list", "--partnership", str(made))
    assert "There is no such event." in events(capsys, "list", "--refused")
    shown = events(capsys, "show", str(first.number))
    assert f"webhook-signature: {first.headers['webhook-signature']}" in shown
    assert f"webhook-id: {first.id}" in shown
    assert '"type": "partnership.confirmed"' in shown
    assert SECRET not in shown

    client_reads = messages(heard)
    receiver.answer = Says(409, {"code": "product_gone"})
    assert "Sent again: 1 event." in events(capsys, "replay", "--all")
    reach_the_present(heard)
    until(lambda: len(receiver.received) == 2)
    heard.look_at_events()
    assert (receiver.received[1].id, receiver.received[1].body) == (first.id, first.body)
    stored = heard.stored(made)
    assert (stored.status, stored.set_up) == (Status.ACTIVE, SetUp.DONE)
    assert messages(heard) == client_reads


def test_what_was_given_up_is_sent_again(heard: Desk, receiver: Receiver, capsys: Say) -> None:
    receiver.answer = Says(500, b"out of\x1b[31m order")
    made = confirmed(heard)
    assert "waits, next try" in events(capsys, "list", "--waiting")
    heard.clock.advance(days=3)
    heard.look_at_events()
    listed = events(capsys, "list", "--dead")
    assert "Given up: 1 event." in listed
    assert "\x1b" not in listed
    assert "out of" in listed

    receiver.answer = Says()
    assert "Sent again: 1 event." in events(capsys, "replay", "--dead")
    reach_the_present(heard)
    until(lambda: heard.stored(made).set_up is SetUp.DONE)


def test_a_new_endpoint_gets_the_history_in_order(
    desk: Desk, receiver: Receiver, capsys: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", desk.settings.database_url)
    made = confirmed(desk)
    with desk.work() as work:
        one = work.session.scalars(select(ProgrammeEvent)).one()
        work.session.add_all(
            ProgrammeEvent(
                kind="partnership.resent",
                at=one.at,
                partnership_id=made,
                organisation_id=one.organisation_id,
                content=one.content,
            )
            for _ in range(20)
        )
    assert "EVENTS_URL" in events(capsys, "replay", "--all", status=2)
    assert "No endpoint listens" in events(capsys, "list")

    monkeypatch.setenv("HANDSCHLAG_EVENTS_URL", receiver.url)
    monkeypatch.setenv("HANDSCHLAG_EVENTS_SECRET", SECRET)
    told = len(desk.calls())
    assert "Sent again: 21 events." in events(capsys, "replay", "--all")
    desk.stop()
    desk.settings = desk.settings.model_copy(
        update={"events_url": receiver.url, "events_secret": type(desk.settings.token)(SECRET)}  # type: ignore[misc]
    )
    reach_the_present(desk)
    desk.start()
    until(lambda: len(receiver.received) == 21)
    desk.settle()

    assert [event.number for event in receiver.received] == list(range(one.id, one.id + 21))
    assert desk.stored(made).set_up is None
    assert not [call for call in desk.calls()[told:] if call["method"] == "sendMessage"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("show", "99"), "There is no event 99"),
        (("replay",), "Say which events"),
        (("replay", "1", "--all"), "Say which events"),
        (("replay", "99"), "There is no event 99"),
        (("replay", "--since", "yesterday"), "is no moment"),
        (("list", "--since", "24.11.2026"), "is no moment"),
    ],
)
def test_what_makes_no_sense_is_said_in_a_sentence(
    heard: Desk, capsys: Say, arguments: tuple[str, ...], sentence: str
) -> None:
    del heard
    assert sentence in events(capsys, *arguments, status=2)
