"""What runs out, in sentences: at a partner's clients, or of a client's own; on the days that are named, or soon."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from domain.clients import AHEAD, window
from domain.partnerships.consequences import consequences
from domain.partnerships.rules import Access, Side, Status
from domain.sayings.slots import Slot
from domain.words import Lines, Literal, Msg, Plural, Value, Words, lines, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.labels import name_on_button
from handlers.chat.lists import PAGE
from handlers.chat.payloads import Go
from handlers.chat.sayings import Heard, tells
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.clients.expiring import MOST_ENDING, SIGNS, line
from handlers.clients.payloads import ShowClient, ShowExpiring
from handlers.partnerships.known import TO_PARTNERS, not_yours, ways_to_add
from handlers.partnerships.payloads import ShowPartnership
from handlers.products.payloads import ShowProduct
from services.clients.seeing import narrowed, seen_by
from services.partnerships.deadlines import today
from services.partnerships.finding import known_partner, open_with
from services.rights import own_organisation
from storage.clients.expiring import accesses_ending, count_expiring, page_of_expiring
from storage.partnerships import of_client
from storage.products import expiring
from storage.tables import Organisation, Partnership

MOST_BUTTONS = 6


def _tell(turn: Turn, heard: Heard) -> None:
    if own_organisation(turn.person).is_partner:
        _tell_partner(turn, heard)
    else:
        _tell_client(turn, heard)


def _days(turn: Turn, heard: Heard) -> tuple[dt.date, dt.date]:
    """The days that are meant: without any, the same as in the list of what runs out."""
    now = today(turn.work, turn.around.programme)
    said = heard.days
    first = said.first or min(window(now)[0], said.last or now)
    return first, said.last or max(first, now) + AHEAD


def _span(turn: Turn, days: tuple[dt.date, dt.date]) -> Words:
    first, last = days
    if first <= today(turn.work, turn.around.programme):
        return Msg("by {day}", day=last)
    return Msg("between {first} and {last}", first=first, last=last)


def _tell_partner(turn: Turn, heard: Heard) -> None:
    programme, session, days = turn.around.programme, turn.work.session, _days(turn, heard)
    client_id = heard.one(Slot.OTHER, int)
    client = None if client_id is None else _own_client(turn, client_id)
    seen = narrowed(seen_by(turn.work, programme, turn.person), days, client_id)
    count, found = count_expiring(session, seen), page_of_expiring(session, seen, PAGE)
    ending = accesses_ending(session, seen, MOST_ENDING)[:PAGE]
    now = today(turn.work, programme)
    more = count - len(found)
    words = paragraphs(
        lines(
            _heading_to_partner(client, count, _span(turn, days)),
            *(line(programme, each, now) for each in (*ending, *found)),
            _more(more),
        ),
        SIGNS if found else None,
    )
    clients = list({each.partnership_id: each.client for each in (*ending, *found)}.items())
    rows = tuple((Button(name_on_button(name), ShowClient(key)),) for key, name in clients[: MOST_BUTTONS - 1])
    below = (Button(Msg("⏳ What runs out"), ShowExpiring(0)),)
    turn.show(View(words, (*rows, below, (Button(Msg("👥 All clients"), Go("clients")), MENU))))


def _own_client(turn: Turn, client_id: int) -> str:
    active = open_with(turn.work, turn.person, client_id).get(Status.ACTIVE)
    if active is None:
        raise not_yours()
    return active.client.name


def _heading_to_partner(client: str | None, count: int, span: Words) -> Words:
    if not count:
        if client is None:
            return Msg("No product of your clients runs out {by_then}.", by_then=span)
        return Msg("No product of {client} runs out {by_then}.", client=client, by_then=span)
    if client is None:
        return Plural(
            "{n} product of your clients runs out {by_then}:",
            "{n} products of your clients run out {by_then}:",
            count,
            by_then=span,
        )
    return Plural(
        "{n} product of {client} runs out {by_then}:",
        "{n} products of {client} run out {by_then}:",
        count,
        client=client,
        by_then=span,
    )


def _more(more: int) -> Words | None:
    return Msg("… and {n} more", n=more) if more > 0 else None


def _tell_client(turn: Turn, heard: Heard) -> None:
    own, session, days = own_organisation(turn.person), turn.work.session, _days(turn, heard)
    partner_id = heard.one(Slot.OTHER, int)
    partner, partners = None, of_client(session, own.id, turn.work.now, [Status.ACTIVE])
    if partner_id is not None:
        partner = known_partner(turn.work, partner_id)
        partners = [each for each in partners if each.partner_id == partner_id]
        if not partners:
            words = Msg("{partner} has no access to your products.", partner=partner.name)
            turn.show(View(words, (*ways_to_add(turn, partner), TO_PARTNERS)))
            return
    limited = next((each.id for each in partners if partner and each.access is Access.LIMITED), None)
    found, count = expiring(session, own.id, days, limited, PAGE)
    ending = [each for each in partners if each.ends_on is not None and days[0] <= each.ends_on <= days[1]][:PAGE]
    now = today(turn.work, turn.around.programme)
    told = paragraphs(
        lines(
            _heading_to_client(partner, count, _span(turn, days)),
            *(_product_line(each.name, each.expires_on, now) for each in found),
            _more(count - len(found)),
            *(_end_line(each) for each in ending),
        ),
        _who_renews(partners) if found else None,
    )
    rows: list[Row] = [(_to("📦", each.name, ShowProduct(each.id)),) for each in found]
    rows += [(_to("🤝", each.partner.name, ShowPartnership(each.id)),) for each in ending]
    turn.show(View(told, (*rows[:MOST_BUTTONS], (Button(Msg("📦 All products"), Go("products")), MENU))))


def _heading_to_client(partner: Organisation | None, count: int, span: Words) -> Words:
    if not count:
        if partner is None:
            return Msg("None of your products runs out {by_then}.", by_then=span)
        return Msg("No product that {partner} manages runs out {by_then}.", partner=partner.name, by_then=span)
    if partner is None:
        return Plural(
            "{n} of your products runs out {by_then}:", "{n} of your products run out {by_then}:", count, by_then=span
        )
    return Plural(
        "{n} product that {partner} manages runs out {by_then}:",
        "{n} products that {partner} manages run out {by_then}:",
        count,
        partner=partner.name,
        by_then=span,
    )


def _product_line(name: str, day: dt.date | None, now: dt.date) -> Words:
    values: dict[str, Value] = {"product": name, "day": day or now}
    if day is not None and day < now:
        return Msg("⚠️ <b>{product}</b> ran out on {day}", **values)
    return Msg("• <b>{product}</b> runs out on {day}", **values)


def _end_line(made: Partnership) -> Words:
    return Msg("📅 The access of {partner} ends on {day}.", partner=made.partner.name, day=made.ends_on or dt.date.max)


def _who_renews(partners: Sequence[Partnership]) -> Words:
    """Facts 17, 21."""
    full = next((each for each in partners if each.access is Access.FULL), None)
    if full is None:
        return Msg("You renew them yourself.")
    return consequences(full.access, full.payer, Side.CLIENT, full.partner.name).orders


def _to(icon: str, name: str, does: ShowProduct | ShowPartnership) -> Button:
    return Button(Lines((Literal(icon), name_on_button(name)), " "), does)


CHAPTER = Chapter(sayings=(tells("what_expires", Msg("What runs out"), _tell, Slot.OTHER, Slot.WHEN),))
