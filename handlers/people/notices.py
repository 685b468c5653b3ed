"""What people are told about colleagues who come and go."""

from __future__ import annotations

from collections.abc import Iterator

from domain.people import Role
from domain.words import Msg, Words, lines
from handlers.chat.notices import CardRetired, Notice
from handlers.chat.payloads import Go
from handlers.chat.views import MENU, Button, View
from handlers.organisations.acting import ROLE_MEANS, ROLE_NAMES
from services.events import InvitationRevoked, MemberJoined, MemberLeft, RoleChanged
from storage.people import members, membership, memberships_of
from storage.runtime.cards import cards_about
from storage.tables import Invitation, Organisation, Person
from storage.work import Work


def member_joined(event: MemberJoined, work: Work) -> Iterator[Notice]:
    """The legal representatives learn who has come, and in which role."""
    person = work.session.get_one(Person, event.person_id)
    organisation = work.session.get_one(Organisation, event.organisation_id)
    joined = members(work.session, organisation.id)
    role = next(ROLE_NAMES[member.role] for member in joined if member.person_id == person.id)
    words = lines(
        Msg("👋 <b>{person} has joined your organisation.</b>", person=person.first_name),
        Msg("Role: {role}", role=role),
    )
    yield from _representatives(work, organisation, words)


def member_left(event: MemberLeft, work: Work) -> Iterator[Notice | CardRetired]:
    """Who has gone reads it, and their cards lose their buttons; so do the legal representatives who have stayed.

    Of somebody who has been in the console only, nothing is said here.
    """
    person = work.session.get_one(Person, event.person_id)
    if person.telegram_id is None:
        return
    organisation = work.session.get_one(Organisation, event.organisation_id)
    still = {member.organisation_id for member in memberships_of(work.session, person.id)}
    for card, partnership in cards_about(work.session, person.chat_id, organisation.id):
        if still.isdisjoint({partnership.client_id, partnership.partner_id}):
            yield CardRetired(card)
    if person.id != work.actor_id:
        yield Notice(person, View(_removed(organisation, by_account=work.actor_id is None), ((MENU,),)))
    words = Msg("🚪 {name} no longer acts for your organisation.", name=person.first_name)
    yield from _representatives(work, organisation, words)


def _removed(organisation: Organisation, *, by_account: bool) -> Msg:
    if by_account:
        return Msg(
            "🚪 You no longer act for <b>{organisation}</b>: you do not belong to its account any more.",
            organisation=organisation.name,
        )
    return Msg(
        "🚪 You no longer act for <b>{organisation}</b>: a legal representative has removed you.",
        organisation=organisation.name,
    )


def role_changed(event: RoleChanged, work: Work) -> Iterator[Notice]:
    """The person reads which role they have now, and what they may do in it."""
    person = work.session.get_one(Person, event.person_id)
    present = membership(work.session, person.id, event.organisation_id)
    if not person.reachable or present is None:
        return
    organisation = work.session.get_one(Organisation, event.organisation_id)
    words = lines(
        Msg("🔑 <b>You have another role in {organisation} now.</b>", organisation=organisation.name),
        Msg("Role: {role}", role=ROLE_NAMES[present.role]),
        ROLE_MEANS[present.role],
    )
    yield Notice(person, View(words, ((MENU,),)))


def invitation_revoked(event: InvitationRevoked, work: Work) -> Iterator[Notice]:
    """The other legal representatives learn which link leads nowhere any more."""
    invitation = work.session.get_one(Invitation, event.invitation_id)
    organisation = work.session.get_one(Organisation, invitation.organisation_id)
    words = Msg(
        "🗑 An invitation to your organisation as {role} has been revoked.",
        role=ROLE_NAMES[invitation.role],
    )
    yield from _representatives(work, organisation, words)


def _representatives(work: Work, organisation: Organisation, words: Words) -> Iterator[Notice]:
    """All but whoever acts: they see the outcome on their own screen."""
    view = View(words, ((Button(Msg("👥 People"), Go("people")),),))
    for member in members(work.session, organisation.id):
        if member.role is Role.LEGAL_REPRESENTATIVE and member.person_id != work.actor_id:
            yield Notice(member.person, view, organisation)
