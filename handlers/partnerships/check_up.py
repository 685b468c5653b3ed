"""The yearly check-up: one message that lists a client's partners and what each has, and asks whether they need it."""

from __future__ import annotations

from collections.abc import Iterator

from domain.partnerships.rules import Side
from domain.people import Role
from domain.words import Lines, Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on, when
from handlers.chat.due.kinds import Shown, ShownAgain
from handlers.chat.due.later import later_button
from handlers.chat.notices import ByMail, Notice
from handlers.chat.payloads import Go
from handlers.chat.turn import Surroundings, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.partnerships import terms
from handlers.partnerships.payloads import AllNeeded, ShowPartnership
from services import events
from services.partnerships import check_up
from services.partnerships.closing import managed
from storage.partnerships import active_with_products
from storage.people import members_once, membership
from storage.runtime.outbox import Priority
from storage.tables import Organisation, Partnership, Person
from storage.theirs import Record
from storage.work import Work

CHECK_UP = "k"
"""What is put off, where somebody taps “⏰ Later” under the question."""
MOST_LISTED = 5
"""Partners named in the message; with the other buttons, these are eight."""


def check_up_due(event: events.CheckUpDue, work: Work) -> Iterator[Notice]:
    """Whoever can change what partners have is asked."""
    client = work.session.get_one(Organisation, event.organisation_id)
    active = list(active_with_products(work.session, client.id, work.now))
    if not active:
        return
    view = _question(client, active)
    mail = ByMail(
        thread=f"organisation-{client.id}",
        opens=Go("partners"),
        subject=_subject(client),
        words=_without_buttons(client, active),
    )
    for member in members_once(work.session, client.id):
        if member.role is Role.LEGAL_REPRESENTATIVE:
            yield Notice(member.person, view, client, Priority.REMINDER, mail)


def _subject(client: Organisation) -> Msg:
    return Msg("Who has access to {client}: does each still need it?", client=client.name)


def _question(client: Organisation, active: list[Partnership]) -> View:
    listed = active[:MOST_LISTED]
    more = len(active) - len(listed)
    words = paragraphs(
        _who_has_access(client, active), Msg("Tap a partner to change or end something. I ask once a year.")
    )
    rows: list[Row] = [(Button(Msg("✅ All still needed"), AllNeeded(client.id)),)]
    rows += [(Button(Lines((each.partner.name,)), ShowPartnership(each.id)),) for each in listed]
    later = later_button(CHECK_UP, client.id)
    rows.append((Button(Msg("👥 Partners"), Go("partners")), later) if more else (later, MENU))
    return View(words, tuple(rows))


def _who_has_access(client: Organisation, active: list[Partnership]) -> Words:
    more = len(active) - MOST_LISTED
    return paragraphs(
        Msg("🔎 <b>A look at who has access to {client}:</b> does each still need it?", client=client.name),
        *(_entry(each) for each in active[:MOST_LISTED]),
        Msg("… and {n} more", n=more) if more > 0 else None,
    )


def _without_buttons(client: Organisation, active: list[Partnership]) -> Words:
    """As a mail says it."""
    return paragraphs(
        _who_has_access(client, active), Msg("In Telegram you can change or end something. I ask once a year.")
    )


def _entry(partnership: Partnership) -> Words:
    """A partner and what it has, with its last day where there is one."""
    names = [access.product.name for access in managed(partnership)]
    has = terms.terms_words(partnership.access, partnership.payer, names, Side.CLIENT, partnership.partner.name)
    until = partnership.ends_on
    return lines(
        Lines(("🤝", Msg("<b>{partner}</b>", partner=partnership.partner.name)), " "),
        has,
        Msg("until {day}", day=until) if until is not None else None,
    )


def _all_needed(turn: Turn, payload: AllNeeded) -> None:
    client = check_up.confirm_all(turn.work, turn.person, payload.organisation)
    words = Msg("✅ Thank you. Everything of {client} stays as it is; I ask again in a year.", client=client.name)
    turn.show(View(words, ((Button(Msg("👥 Partners"), Go("partners")), MENU),)))


def _asked_again(work: Work, _around: Surroundings, person: Person, number: int) -> Shown | None:
    """Whoever put it off is asked again, unless somebody has said meanwhile that all is needed."""
    member = membership(work.session, person.id, number)
    if member is None or member.role is not Role.LEGAL_REPRESENTATIVE:
        return None
    client = work.session.get_one(Organisation, number)
    active = list(active_with_products(work.session, client.id, work.now))
    checked = [each.checked_at for each in active if each.checked_at is not None]
    return Shown(_question(client, active), client, settled_at=min(checked, default=None)) if active else None


CHAPTER = Chapter(
    routes=(on(AllNeeded, _all_needed),),
    announcements=(when(events.CheckUpDue, check_up_due),),
    shown_again=(ShownAgain(CHECK_UP, _asked_again, record=Record.ORGANISATION),),
)
