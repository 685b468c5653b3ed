"""What the invited reads before anything happens: who invites, to what, and what they could see and do there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from domain.invitations import InvitationState
from domain.people import Role
from domain.words import Msg, Provider, Value, Words, lines, paragraphs
from handlers.chat.due.kinds import Shown, ShownAgain
from handlers.chat.due.later import later_button
from handlers.chat.notices import ByMail, Notice
from handlers.chat.packing import Payload
from handlers.chat.turn import Surroundings
from handlers.chat.views import Button, View
from handlers.organisations.acting import ROLE_NAMES
from handlers.people.payloads import AnswerInvitation, ShowOffer
from services.care.reaching import GIVEN_CLIENTS
from services.events import PersonInvited
from services.people.invitations import Offer, offer_of, state_now
from storage.people import person_by_telegram_id
from storage.tables import Invitation, Organisation, Person
from storage.theirs import Record
from storage.work import Work

INVITATION = "i"
"""What is put off, where somebody taps “⏰ Later” under an invitation."""
WOULD_DO: Mapping[Role, Msg] = {
    Role.LEGAL_REPRESENTATIVE: Msg("✋ You could do everything: ask, decide in its name, invite and remove people."),
    Role.ADMINISTRATOR: Msg("✋ You could ask, and keep the list of products. You could not decide in its name."),
    Role.EMPLOYEE: Msg("✋ You could ask and answer questions. You could not decide in its name."),
    Role.READER: Msg("✋ You could only look."),
}
"""Facts 30, 40."""


def offer_view(offer: Offer, accept: Payload, decline: Payload) -> View:
    """The offer, with its two answers."""
    names: dict[str, Value] = {"organisation": offer.organisation.name, "role": ROLE_NAMES[offer.role]}
    if offer.by is None:
        heading = Msg("✉️ <b>{provider} invites you to {organisation} as {role}.</b>", provider=Provider(), **names)
    else:
        name = offer.by.first_name
        heading = Msg("✉️ <b>{name} invites you to {organisation} as {role}.</b>", name=name, **names)
    words = paragraphs(
        lines(heading, _standing(offer.organisation)),
        lines(_would_see(offer.organisation, offer.role), WOULD_DO[offer.role]),
    )
    return View(words, ((Button(Msg("✅ Accept"), accept), Button(Msg("❌ No, thanks"), decline)),))


def _standing(organisation: Organisation) -> Words:
    if organisation.verified_at is not None:
        return Msg("{provider} has verified who this organisation is.", provider=Provider())
    return Msg("⚠️ {provider} has not verified yet who this organisation is.", provider=Provider())


def _would_see(organisation: Organisation, role: Role) -> Words:
    if organisation.partner_code is not None and role in GIVEN_CLIENTS:  # fact 41
        return Msg("👀 You would see the clients that you look after, and those that everybody looks after.")
    if organisation.partner_code is not None:
        return Msg("👀 You would see its requests and clients, and what it manages for them.")
    return Msg("👀 You would see its products, its partners and requests, and its people.")


def person_invited(event: PersonInvited, work: Work) -> Iterator[Notice]:
    """Who is invited and has started the bot reads it at once, and can answer."""
    invitation = work.session.get_one(Invitation, event.invitation_id)
    invited = person_by_telegram_id(work.session, invitation.for_telegram_id or 0)
    if invited is not None:
        mail = ByMail(
            thread=f"invitation-{invitation.id}",
            opens=ShowOffer(invitation.id),
            subject=Msg("Invitation to {organisation}", organisation=invitation.organisation.name),
            waits=True,
        )
        yield Notice(invited, _to_invited(work, invitation), by_mail=mail)


def _to_invited(work: Work, invitation: Invitation) -> View:
    accept, decline = (AnswerInvitation(invitation.id, yes) for yes in (True, False))
    view = offer_view(offer_of(work, invitation), accept, decline)
    return replace(view, rows=(*view.rows, (later_button(INVITATION, invitation.id),)))


def _asked_again(work: Work, _around: Surroundings, person: Person, number: int) -> Shown | None:
    found = work.session.get(Invitation, number)
    if found is None or found.for_telegram_id is None or found.for_telegram_id != person.telegram_id:
        return None
    return Shown(_to_invited(work, found)) if state_now(work, found) is InvitationState.OPEN else None


SHOWN_AGAIN = ShownAgain(INVITATION, _asked_again, record=Record.INVITATION)
