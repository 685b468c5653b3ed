"""What a partner's people are told of the clients that they look after."""

from __future__ import annotations

from collections.abc import Iterator

from domain.people import REACH_ALL
from domain.words import Msg, Plural, lines, listing
from handlers.care.payloads import ShowCarers
from handlers.chat.labels import name_on_button
from handlers.chat.notices import ByMail, Notice
from handlers.chat.payloads import Go
from handlers.chat.views import MENU, Button, Row, View
from services.events import CareChanged, CareOrphaned
from storage.people import members_once
from storage.tables import Organisation
from storage.work import Work

MOST_NAMED = 5


def given(event: CareChanged, work: Work) -> Iterator[Notice]:
    """Whoever looks after a client newly learns of it."""
    if not event.given:
        return
    client = work.session.get_one(Organisation, event.client_id)
    partner = work.session.get_one(Organisation, event.partner_id)
    words = Msg("👥 You look after <b>{client}</b> from now on.", client=client.name)
    view = View(words, ((Button(Msg("👥 Clients"), Go("clients")), MENU),))
    subject = Msg("You look after {client} from now on", client=client.name)
    mail = ByMail(_thread(partner), Go("clients"), subject=subject)
    for member in members_once(work.session, partner.id):
        if member.person_id in event.given and member.person_id != work.actor_id:
            yield Notice(member.person, view, partner, by_mail=mail)


def _thread(partner: Organisation) -> str:
    return f"care-{partner.id}"


def orphaned(event: CareOrphaned, work: Work) -> Iterator[Notice]:
    """Those who reach every client learn for which ones nobody is left: they are theirs until somebody is chosen."""
    partner = work.session.get_one(Organisation, event.partner_id)
    clients = [work.session.get_one(Organisation, client_id) for client_id in event.client_ids[:MOST_NAMED]]
    more = len(event.client_ids) - len(clients)
    words = lines(
        Msg("👥 <b>Nobody looks after {clients} any more.</b>", clients=listing(one.name for one in clients)),
        Plural("And {n} more client.", "And {n} more clients.", more) if more > 0 else None,
        Msg("Until you choose somebody, your legal representatives and administrators look after them."),
    )
    rows: tuple[Row, ...] = tuple((Button(name_on_button(one.name), ShowCarers(one.id, 0)),) for one in clients)
    subject = Plural(
        "{partner}: nobody looks after {n} client any more",
        "{partner}: nobody looks after {n} clients any more",
        len(event.client_ids),
        partner=partner.name,
    )
    mail = ByMail(_thread(partner), Go("teams"), subject=subject)
    for member in members_once(work.session, partner.id):
        if member.role in REACH_ALL:
            yield Notice(member.person, View(words, (*rows, (MENU,))), partner, by_mail=mail)
