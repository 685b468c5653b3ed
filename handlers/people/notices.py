"""What people are told about colleagues who come and go."""

from __future__ import annotations

from collections.abc import Iterator

from domain.people import Parting, Role
from domain.words import Msg, Provider, Words, lines, paragraphs
from handlers.chat.notices import ByMail, CardRetired, Notice
from handlers.chat.payloads import Go
from handlers.chat.views import MENU, Button, View
from handlers.organisations.acting import ROLE_MEANS, ROLE_NAMES
from services.events import InvitationDeclined, InvitationRevoked, MemberJoined, MemberLeft, RoleChanged
from storage.accounts.links import names_in_console
from storage.people import members_once, membership, memberships_of
from storage.runtime.cards import cards_about
from storage.tables import Invitation, Membership, Organisation, Person
from storage.work import Work


def member_joined(event: MemberJoined, work: Work) -> Iterator[Notice]:
    """The legal representatives learn who has come, and in which role; of the console's people, when they connect."""
    person = work.session.get_one(Person, event.person_id)
    if person.telegram_id is None:
        return
    organisation = work.session.get_one(Organisation, event.organisation_id)
    joined = membership(work.session, person.id, organisation.id)
    if joined is None:
        return
    yield from _representatives(work, organisation, _joined(event, work, joined), but=person)


def _joined(event: MemberJoined, work: Work, joined: Membership) -> Words:
    person = joined.person.first_name
    role = Msg("Role: {role}", role=ROLE_NAMES[joined.role])
    if joined.console_id is None:
        return lines(Msg("👋 <b>{person} has joined your organisation.</b>", person=person), role)
    name = names_in_console(work.session, joined.organisation_id).get(joined.console_id, person)
    before = work.session.get_one(Person, event.instead_of).first_name if event.instead_of is not None else None
    # A link that has been stolen must show.
    return lines(
        Msg("🔗 <b>{name} has connected a Telegram with your organisation:</b> {person}.", name=name, person=person),
        role,
        Msg("It replaces the Telegram that was connected before: {person}.", person=before) if before else None,
        Msg("If this is not in order, please disconnect it in the console of {provider}.", provider=Provider()),
    )


def member_left(event: MemberLeft, work: Work) -> Iterator[Notice | CardRetired]:
    """Who has gone reads it, and their cards lose their buttons; so do the legal representatives who have stayed.

    Of somebody who has been in the console only, nothing is said here.
    """
    person = work.session.get_one(Person, event.person_id)
    organisation = work.session.get_one(Organisation, event.organisation_id)
    if event.why is Parting.FORGOTTEN:  # whose cards are gone, and who has been told already
        yield from _representatives(work, organisation, _gone(event.why, person.first_name))
        return
    if person.telegram_id is None:
        return
    still = {member.organisation_id for member in memberships_of(work.session, person.id)}
    for card, partnership in cards_about(work.session, person.chat_id, organisation.id):
        if still.isdisjoint({partnership.client_id, partnership.partner_id}):
            yield CardRetired(card)
    # What is disconnected is a Telegram alone, and the person acts in the console as before: no news beyond Telegram.
    is_news = event.why is not Parting.DISCONNECTED
    if person.id != work.actor_id:
        subject = _left(event.why, organisation.name)
        mail = ByMail(_thread(organisation), Go("menu"), subject=subject) if is_news else None
        yield Notice(person, View(_farewell(event.why, organisation.name), ((MENU,),)), by_mail=mail)
    # Who replaces them is told of already.
    if event.why is not Parting.REPLACED:
        gone = _gone(event.why, person.first_name)
        yield from _representatives(work, organisation, gone, console_id=event.console_id, by_mail=is_news)


def _farewell(why: Parting, organisation: str) -> Words:
    """What somebody reads who has not gone by themselves."""
    match why:
        case Parting.GONE | Parting.FORGOTTEN:
            return Msg(
                "🚪 You no longer act for <b>{organisation}</b>: a legal representative has removed you.",
                organisation=organisation,
            )
        case Parting.REMOVED_THERE:
            return Msg(
                "🚪 You no longer act for <b>{organisation}</b>: the console of {provider} has you no longer.",
                organisation=organisation,
                provider=Provider(),
            )
        case Parting.DISCONNECTED:
            return Msg(
                "🔌 Your Telegram was disconnected from <b>{organisation}</b> in the console of {provider}.",
                organisation=organisation,
                provider=Provider(),
            )
        case Parting.JUDGED:
            return Msg(
                "🚪 You no longer act for <b>{organisation}</b>: {provider} has settled who may.",
                organisation=organisation,
                provider=Provider(),
            )
        case Parting.REPLACED:
            return paragraphs(
                Msg(
                    "🔌 Your Telegram is no longer connected with <b>{organisation}</b>: "
                    "another one was connected in its place.",
                    organisation=organisation,
                ),
                Msg(
                    "Was that not you? Then please press “Connect Telegram” in the console of {provider}: "
                    "yours takes its place again.",
                    provider=Provider(),
                ),
            )


def _gone(why: Parting, name: str) -> Words:
    if why is Parting.DISCONNECTED:
        return Msg("🔌 {name} acts for your organisation in Telegram no longer, in the console still.", name=name)
    if why is Parting.FORGOTTEN:
        return Msg("🚪 A colleague has had their data erased here, and no longer acts for your organisation.")
    return Msg("🚪 {name} no longer acts for your organisation.", name=name)


def role_changed(event: RoleChanged, work: Work) -> Iterator[Notice]:
    """The person reads which role they have now, and what they may do in it; of one given here, the others do, too.

    Of somebody who is in the console only, nothing is said here.
    """
    person = work.session.get_one(Person, event.person_id)
    present = membership(work.session, person.id, event.organisation_id)
    if person.telegram_id is None or present is None:
        return
    organisation = work.session.get_one(Organisation, event.organisation_id)
    if present.console_id is None:
        told = lines(
            Msg("🔑 <b>{person} has another role in your organisation now.</b>", person=person.first_name),
            Msg("Role: {role}", role=ROLE_NAMES[present.role]),
        )
        yield from _representatives(work, organisation, told, but=person)
    if event.by_claim:
        return
    words = lines(
        Msg("🔑 <b>Your role in {organisation} has changed.</b>", organisation=organisation.name),
        Msg("Role: {role}", role=ROLE_NAMES[present.role]),
        ROLE_MEANS[present.role],
    )
    yield Notice(person, View(words, ((MENU,),)), organisation, by_mail=ByMail(_thread(organisation), Go("rights")))


def invitation_revoked(event: InvitationRevoked, work: Work) -> Iterator[Notice]:
    """The other legal representatives learn which link leads nowhere any more."""
    invitation = work.session.get_one(Invitation, event.invitation_id)
    organisation = work.session.get_one(Organisation, invitation.organisation_id)
    words = Msg(
        "🗑 An invitation to your organisation as {role} has been revoked.",
        role=ROLE_NAMES[invitation.role],
    )
    yield from _representatives(work, organisation, words)


def invitation_declined(event: InvitationDeclined, work: Work) -> Iterator[Notice]:
    """Whoever has made it learns that somebody does not want to join."""
    invitation = work.session.get_one(Invitation, event.invitation_id)
    if invitation.created_by_id is None:
        return
    words = Msg(
        "❌ {name} does not want to join your organisation as {role}.",
        name=invitation.for_name or work.session.get_one(Person, event.person_id).first_name,
        role=ROLE_NAMES[invitation.role],
    )
    maker, organisation = work.session.get_one(Person, invitation.created_by_id), invitation.organisation
    view = View(words, ((Button(Msg("👥 People"), Go("people")), MENU),))
    yield Notice(maker, view, organisation, by_mail=_about_people(organisation))


def _representatives(
    work: Work,
    organisation: Organisation,
    words: Words,
    but: Person | None = None,
    *,
    console_id: str | None = None,
    by_mail: bool = True,
) -> Iterator[Notice]:
    """All `but` whom it is about, or has this `console_id`, and whoever acts, who sees the outcome."""
    view, mail = View(words, ((Button(Msg("👥 People"), Go("people")),),)), _about_people(organisation)
    for member in members_once(work.session, organisation.id):
        is_about = member.person is but or (console_id is not None and member.console_id == console_id)
        if member.role is Role.LEGAL_REPRESENTATIVE and member.person_id != work.actor_id and not is_about:
            yield Notice(member.person, view, organisation, by_mail=mail if by_mail else None)


def _about_people(organisation: Organisation) -> ByMail:
    subject = Msg("The people of {organisation}", organisation=organisation.name)
    return ByMail(_thread(organisation), Go("people"), subject=subject)


def _thread(organisation: Organisation) -> str:
    return f"people-{organisation.id}"


def _left(why: Parting, organisation: str) -> Msg:
    if why is Parting.REPLACED:
        return Msg("Your Telegram is disconnected from {organisation}", organisation=organisation)
    return Msg("You no longer act for {organisation}", organisation=organisation)
