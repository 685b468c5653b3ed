"""Account links over the API: made for whoever is logged in, shown as a QR picture, and taken back."""

from __future__ import annotations

import base64
import datetime as dt

from handlers.accounts.payloads import LINK_PREFIX
from services.accounts import linking
from storage.tables import AnsweredCall, Membership, Person
from tests.bot.api.provider import CLIENT, LEA, NOAH, Provider
from tests.services.world import World

WANTED = {"account": CLIENT, "person": LEA}


def token_in(url: str) -> str:
    address, _, token = url.partition(f"?start={LINK_PREFIX}")
    assert address == "https://t.me/handschlag_bot"
    return token


def test_a_link_connects_and_is_taken_back(world: World, provider: Provider) -> None:
    made = provider.does("POST", "/account-links", WANTED)
    assert dt.datetime.fromisoformat(made["expires_at"]) > world.moment
    kind, _, picture = made["qr_png"].partition(",")
    assert kind == "data:image/png;base64"
    assert base64.b64decode(picture).startswith(b"\x89PNG")

    mia = world.stranger()
    world.does(mia, lambda work, person: linking.connect(work, person, token_in(made["url"])))
    assert linked(provider, mia.person)
    assert provider.call("DELETE", f"/accounts/{CLIENT}/people/{LEA}/link").status_code == 204
    assert not linked(provider, mia.person)
    assert provider.call("DELETE", f"/accounts/{CLIENT}/people/{LEA}/link").status_code == 204


def linked(provider: Provider, person_id: int) -> bool:
    with provider.units.begin("cli") as work:
        assert work.session.get(Person, person_id) is not None
        return work.session.query(Membership).filter_by(person_id=person_id).count() == 1


def test_a_repeated_call_makes_a_new_link_because_no_answer_with_a_secret_is_kept(provider: Provider) -> None:
    first, second = (provider.does("POST", "/account-links", WANTED, key="the-same-key") for _ in range(2))
    assert first["url"] != second["url"]
    with provider.units.begin("cli") as work:
        (call,) = work.session.query(AnsweredCall).all()
        assert (call.status, call.body) == (201, None)
        assert linking.look(work, work.session.query(Person).first() or Person(), token_in(second["url"])) is not None
    other = provider.call("POST", "/account-links", WANTED | {"person": "tim"}, key="the-same-key")
    assert other.status_code == 422


def test_whoever_is_unknown_has_the_same_answer(provider: Provider) -> None:
    asked = [
        provider.call("POST", "/account-links", {"account": account, "person": person})
        for account, person in ((CLIENT, "nobody"), ("c-9", LEA), (CLIENT, NOAH))
    ]
    asked += [
        provider.call("DELETE", f"/accounts/{account}/people/{person}/link")
        for account, person in ((CLIENT, "nobody"), ("c-9", LEA), (CLIENT, NOAH))
    ]
    assert {answered.status_code for answered in asked} == {404}
    assert len({answered.text for answered in asked}) == 1
