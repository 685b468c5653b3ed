"""Unsubscribing by the link of a mail: it works for its person, always, and for nothing else."""

from __future__ import annotations

import pytest

from domain.mail import MailPace
from services import events
from services.mail.choosing import UnsubscribeLinkUnknown, unsubscribe, unsubscribe_token
from storage.tables import Person
from storage.work import Work
from tests.services.world import Somebody, World


def pace(_work: Work, person: Person) -> MailPace:
    return person.mail_pace


def token_of(world: World, somebody: Somebody) -> str:
    with world.units.begin("job") as work:
        return unsubscribe_token(work, somebody.person)


def test_one_click_leaves_contracts_alone_however_often(world: World) -> None:
    lea, mia = world.stranger(), world.stranger()
    token = token_of(world, lea)
    assert token_of(world, lea) == token

    with world.units.begin("page") as work:
        assert unsubscribe(work, token).stands is False
        assert work.events == [events.Unsubscribed(lea.person)]
    with world.units.begin("page") as work:
        assert unsubscribe(work, token).stands is True
        assert not work.events
    assert world.does(lea, pace) is MailPace.CONTRACTS
    assert world.does(mia, pace) is MailPace.AT_ONCE
    assert world.trail()[-1].action == "email.unsubscribe"
    assert world.trail()[-1].actor_id == lea.person


def test_nobody_makes_a_link_for_somebody_else(world: World) -> None:
    lea, mia = world.stranger(), world.stranger()
    mac = token_of(world, lea).partition("_")[2]
    assert token_of(world, mia).partition("_")[2] != mac
    assert len(mac) >= 20

    forged = (
        *(f"{mia.person}_{mac}", f"{lea.person}_", f"{lea.person}_{mac[:-1]}", f"{lea.person}_{mac}x", mac, ""),
        *(f"-{lea.person}_{mac}", f"{lea.person}{mac}", f"{10**30}_{mac}", f"٣_{mac}", f"{lea.person}_é{mac}", "_"),
    )
    for token in forged:
        with pytest.raises(UnsubscribeLinkUnknown), world.units.begin("page") as work:
            unsubscribe(work, token)
    assert world.does(lea, pace) is world.does(mia, pace) is MailPace.AT_ONCE


def test_two_make_the_first_key_at_the_same_moment(world: World) -> None:
    lea = world.stranger()

    one, other = world.race(*[(lea, lambda work, person: unsubscribe_token(work, person.id))] * 2)

    assert one == other
