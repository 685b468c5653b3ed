"""What support reads of an organisation that nobody reaches, and what somebody reads who is back.

The other side of what waits reads it as news of the partnership (`handlers.partnerships.unreached`).
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.partnerships.rules import Side, awaited
from domain.words import Day, Lines, Literal, Msg, Plural, Words, lines, paragraphs
from handlers.chat.labels import name_on_button
from handlers.chat.notices import Notice, Room
from handlers.chat.payloads import Go
from handlers.chat.views import MENU, Button, Row, View
from handlers.partnerships.payloads import ShowPartnership
from services.absence import come_back, lose
from services.events import AddressRefusing, MemberJoined, NobodyReached, PersonBack, PersonUnreachable, RoleChanged
from storage.absence import requests
from storage.support import support_group
from storage.tables import Mail, Organisation, Partnership, Person
from storage.work import Work

MOST_SHOWN = 6
"""Buttons in one message, beside those that lead on."""
MOST_LISTED = 10
"""Lines for support; the others are counted."""


def person_unreachable(event: PersonUnreachable, work: Work) -> Iterator[Notice]:
    """Whatever waits for them goes on by another way; who is told, the events of that say."""
    lose(work, work.session.get_one(Person, event.person_id))
    yield from ()


def address_refusing(event: AddressRefusing, work: Work) -> Iterator[Notice]:
    """Mail was the way on, and does not reach them either."""
    mail = work.session.get_one(Mail, event.mail_id)
    person = work.session.get(Person, mail.person_id) if mail.person_id is not None else None
    if person is not None and not person.reachable:
        lose(work, person)
    yield from ()


def person_joined(event: MemberJoined | RoleChanged, work: Work) -> Iterator[Notice]:
    """Somebody who may answer has come: they find in the menu what waits, and the other side waits no longer alone."""
    person = work.session.get_one(Person, event.person_id)
    if person.reachable:
        come_back(work, person)
    yield from ()


def person_back(event: PersonBack, work: Work) -> Iterator[Notice]:
    """All that waits for the person, in one message; nothing where nothing does."""
    person = work.session.get_one(Person, event.person_id)
    found = come_back(work, person)
    if not found:
        return
    shown = found[:MOST_SHOWN]
    words = paragraphs(
        Msg("👋 <b>Good to have you back, {name}!</b>", name=person.first_name),
        Plural(
            "Meanwhile, {n} thing waits for your answer:", "Meanwhile, {n} things wait for your answer:", len(found)
        ),
        lines(*(_line(request, side) for request, side in shown)),
    )
    rows: list[Row] = [(_show(request, side),) for request, side in shown]
    below: Row = (MENU,) if len(found) == len(shown) else (Button(Msg("🔔 Everything"), Go("waiting")), MENU)
    yield Notice(person, View(words, (*rows, below)), by_mail=None)


def _line(request: Partnership, side: Side) -> Words:
    other = _other(request, side).name
    if awaited(request.status) is side:
        until = request.lapses_at or request.requested_at
        return Msg("📥 {other} waits for your answer until {moment}.", other=other, moment=until)
    return Msg("💬 {other} asked you something on {day}.", other=other, day=Day(request.enquiries[-1].asked_at))


def _show(request: Partnership, side: Side) -> Button:
    icon = "📥" if awaited(request.status) is side else "💬"
    return Button(Lines((Literal(icon), name_on_button(_other(request, side).name)), " "), ShowPartnership(request.id))


def _other(request: Partnership, side: Side) -> Organisation:
    return request.partner if side is Side.CLIENT else request.client


def nobody_reached(event: NobodyReached, work: Work) -> Iterator[Notice]:
    """Support reads once who cannot be reached, and what waits there."""
    group = support_group(work.session)
    if group is None:
        return
    organisation = work.session.get_one(Organisation, event.organisation_id)
    waiting = requests(work.session, event.partnership_ids)
    listed = [_for_support(each, organisation) for each in waiting[:MOST_LISTED]]
    more = len(waiting) - len(listed)
    words = paragraphs(
        Msg("📭 <b>{organisation} cannot be reached.</b>", organisation=organisation.name),
        _particulars(organisation),
        Plural("{n} request waits for its answer:", "{n} requests wait for its answer:", len(waiting)),
        lines(*listed, Msg("… and {n} more", n=more) if more else None),
        Msg(
            "Neither Telegram nor mail reaches anybody there who may answer. Please get in touch with it in another "
            "way: as soon as one of them writes to me, they see all of it. What comes in addition until then, I do not "
            "report here."
        ),
    )
    yield Notice(Room(group.chat_id, group.language), View(words))


def _particulars(organisation: Organisation) -> Words | None:
    """By what support finds it in its own systems."""
    found: list[Words] = []
    if organisation.account_id is not None:
        found.append(Msg("Account {number}", number=organisation.account_id))
    if organisation.partner_code is not None:
        found.append(Msg("Partner code {code}", code=organisation.partner_code))
    return Lines(tuple(found), " · ") if found else None


def _for_support(request: Partnership, organisation: Organisation) -> Words:
    other = _other(request, Side.CLIENT if request.client_id == organisation.id else Side.PARTNER)
    until = request.lapses_at or request.requested_at
    return Msg("• {other}, until {moment}", other=other.name, moment=until)
