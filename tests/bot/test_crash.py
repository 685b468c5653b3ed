"""`kill -9` at any instant loses nothing, does nothing twice, and repeats at most one message per chat and kill."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

import pytest
from sqlalchemy import func, select

from domain.partnerships.rules import Access, Status
from storage.partnerships import of_client
from storage.tables import Audit, Conversation, OutboxMessage, ProcessedUpdate
from tests.bot.apart import LOOK_EVERY_S, MortalDesk, Nursery
from tests.bot.trials import presses, until, writes
from tests.desk import Loop
from tests.people import Chat

COUPLES = (("Seegarten Hotels", "Alpweb"), ("Bergbahn Flims", "Nordnet"), ("Weingut Aare", "Tessinhost"))
CLIENT_SENT = ("/start", "/addpartner")
CLIENT_TAPPED = ("Limited access", "Webshop", "Done", "Send the request")


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    opened = Nursery(tmp_path_factory.mktemp("nursery") / "bots.log")
    yield opened
    opened.close()


@pytest.fixture
def mortal(playground_url: str, database_url: str, loop: Loop, nursery: Nursery) -> Iterator[MortalDesk]:
    running = MortalDesk(playground_url, database_url, loop, nursery)
    yield running
    running.close()


def sent_to(desk: MortalDesk, chat: Chat) -> int:
    """How many new messages Telegram has taken for this chat."""
    return sum(call["method"] == "sendMessage" and call["ok"] and call["chat_id"] == chat.id for call in desk.calls())


def live_and_die(desk: MortalDesk, dies_at: int) -> None:
    """The bot starts and dies at that step; or when there is nothing more to do, if that comes first."""
    desk.start(dies_at)
    until(lambda: not desk.alive or desk.at_rest(), LOOK_EVERY_S)
    desk.kill()


def test_three_partnerships_are_made_by_a_bot_that_is_killed_all_the_time(mortal: MortalDesk) -> None:
    chance = random.Random(1)  # noqa: S311 - to be repeatable
    couples = [(mortal.client(client), mortal.partner(partner)) for client, partner in COUPLES]
    mortal.kill()
    script = [(0, "/addpartner"), (0, "partner"), *((0, label) for label in CLIENT_TAPPED), (1, "Confirm")]

    def act(who: int, what: str) -> None:
        for couple in couples:
            if what.startswith("/"):
                writes(couple[who], what)
            else:
                presses(couple[who], couple[1].organisation_name if what == "partner" else what)

    for number, (who, what) in enumerate(script):
        if number % 2:
            act(who, what)  # nobody is there to hear it
            mortal.start()
        else:
            mortal.start(chance.randint(20, 80))
            act(who, what)
        time.sleep(chance.uniform(0, 0.3))  # not a wait: any moment is as good as any other
        mortal.kill()
        live_and_die(mortal, chance.randint(8, 70))
        mortal.start()
        mortal.settle()
        mortal.kill()

    for client, partner in couples:
        with mortal.work() as work:
            (made,) = of_client(work.session, client.organisation_id, work.now, set(Status))
            assert (made.partner_id, made.access, made.status) == (
                partner.organisation_id,
                Access.LIMITED,
                Status.ACTIVE,
            )
            assert [access.product.name for access in made.product_accesses] == ["Webshop"]
        assert f"{partner.organisation_name} has confirmed" in client.reads()
        assert "Confirmed on" in client.reads_all()
        assert "Confirmed on" in partner.reads()
        assert 3 <= sent_to(mortal, client) <= 3 + mortal.kills
        assert 2 <= sent_to(mortal, partner) <= 2 + mortal.kills
    with mortal.work() as work:
        session = work.session
        trail = session.execute(select(Audit.action, Audit.subject).where(Audit.channel == "chat"))
        assert Counter((action, subject) for action, subject in trail) == {
            ("person.seen", "person"): 6,
            ("partnership.request", "partnership"): 3,
            ("partnership.request", "proposal"): 3,
            ("partnership.request", "product_access"): 3,
            ("partnership.confirm", "partnership"): 3,
        }
        assert session.scalar(select(func.count()).select_from(ProcessedUpdate)) == 6 + 3 * len(script)
        assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 0
        assert all(not state.get("open") for state in session.scalars(select(Conversation.state)))


def test_of_a_backlog_each_kill_repeats_one_message_per_chat_at_most(mortal: MortalDesk) -> None:
    chance = random.Random(2)  # noqa: S311 - to be repeatable
    people = [mortal.newcomer(name) for name in ("Urs", "Lea", "Noah")]
    mortal.kill()
    before = mortal.kills
    for number in range(6):
        for person in people:
            writes(person, f"/n{number}")
    for _ in range(6):
        live_and_die(mortal, chance.randint(40, 120))
    mortal.start()
    mortal.settle()
    kills = mortal.kills - before
    for person in people:
        answers = [message["text"].split("/")[1].split(".")[0] for message in person.from_bot()[1:]]
        assert [answer for answer, _ in groupby(answers)] == [f"n{number}" for number in range(6)]
        assert len(answers) <= 6 + kills
