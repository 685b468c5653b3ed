"""Sets the stage: clients with their products, and partners, in the playground and in the database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from bot.app import now
from domain.organisations.kinds import OrganisationKind
from domain.words import Country, Money
from services import organisations, products
from services.people import invitations
from storage.database import open_database
from storage.tables import Person as PersonRow
from storage.work import Units, Work
from tests.crash.chat import Chat
from tests.crash.deals import Couple
from tests.crash.people import Client, Crowd, Mood, Partner
from tests.crash.plan import chance
from tests.crash.telegram import Telegram
from tests.programmes import AT_ONCE

PRODUCTS = ("Webshop", "Blog", "Mail")


@dataclass(frozen=True, slots=True)
class Crew:
    """How many couples there are, how long they think, how patient they are; and how many bots serve them."""

    couples: int = 40
    thinks_s: tuple[float, float] = (0.4, 1.6)
    patience_s: float = 60.0
    team: int = 1
    seed: int = 1


async def set_stage(telegram: Telegram, database_url: str, crew: Crew) -> Crowd:
    """The couples, who belong to organisations and have not said a word yet."""
    crowd = Crowd()
    engine = open_database(database_url)
    units = Units(engine, now)
    try:
        for number in range(1, crew.couples + 1):
            couple = Couple(f"Client {number:03}", f"Partner {number:03}")
            chats = [await telegram.person(name) for name in (couple.client, couple.partner)]
            moods = [Mood(chance(crew.seed, chat.name), crew.thinks_s) for chat in chats]
            for chat in chats:
                chat.patience_s = crew.patience_s
            with units.begin("cli") as work:
                code = _admit(work, *chats)
            crowd.clients.append(Client(chats[0], couple, moods[0], code, PRODUCTS))
            crowd.partners.append(Partner(chats[1], couple, moods[1]))
    finally:
        engine.dispose()
    return crowd


def _admit(work: Work, client: Chat, partner: Chat) -> str:
    """Client and partner get their organisations; the partner's code."""
    owner, boss = _known(work, client), _known(work, partner)
    organisations.register(work, owner, OrganisationKind.COMPANY, client.name, Country("CH"), None, programme=AT_ONCE)
    for name in PRODUCTS:
        products.add(work, owner, "web_hosting", name, Money(Decimal(240), "CHF"))
    admitted, invitation = organisations.admit_partner(
        work, partner.name, Country("CH"), f"CHE-{partner.id:09}", programme=AT_ONCE
    )
    invitations.join(work, boss, invitation.token)
    work.events.clear()
    return admitted.partner_code or ""


def _known(work: Work, chat: Chat) -> PersonRow:
    """The person's row, as it is after a first message."""
    person = PersonRow(
        telegram_id=chat.id, first_name=chat.name, language="en", reachable=True, created_at=dt.datetime.now(dt.UTC)
    )
    work.session.add(person)
    work.session.flush()
    return person
