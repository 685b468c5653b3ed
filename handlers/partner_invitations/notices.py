"""Who is told of what becomes of an invitation: the client's legal representatives, and whoever has taken it.

The partner reads the request itself, as it reads any other (`handlers.partnerships.notices`).
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.partnerships.rules import Side, awaited
from domain.people import Role
from domain.words import Msg, Words, lines, paragraphs
from handlers.chat.notices import ByMail, Notice
from handlers.chat.packing import Payload
from handlers.chat.payloads import Go
from handlers.chat.turn import Surroundings
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.verified import verified_line
from handlers.partner_invitations.listing import doubt_rows, has_asked
from handlers.partner_invitations.payloads import RenewPartnerInvitation, ShowPartnerInvitation
from handlers.partnerships.by_mail import in_subject
from handlers.partnerships.payloads import ShowPartnership
from services import events
from services.partner_invitations.becoming import go_on
from storage.partner_invitations import signatories_of
from storage.people import members_once
from storage.tables import PartnerInvitation, Partnership
from storage.work import Work


def news(event: events.PartnerInvitationEvent, work: Work) -> Iterator[Notice]:
    """What the event means for both."""
    invitation = work.session.get_one(PartnerInvitation, event.invitation_id)
    told = _to_client(event, work, invitation)
    if told is not None:
        yield from _client(work, invitation, told)
    words = _to_invited(event, invitation)
    taker = invitation.taken_by
    if words is not None and taker is not None and taker.id != work.actor_id:
        yield Notice(taker, View(words, ((MENU,),)), by_mail=_by_mail(invitation, Go("menu")))


def _to_client(event: events.PartnerInvitationEvent, work: Work, invitation: PartnerInvitation) -> View | None:
    name, partner = invitation.for_name, invitation.partner
    show: Row = (Button(Msg("✉️ Show"), ShowPartnerInvitation(invitation.id)), MENU)
    match event:
        case events.PartnerInvitationUsed() if partner is not None:
            there = work.session.get_one(Partnership, invitation.partnership_id)
            words: Words = lines(
                Msg("🤝 <b>{partner} has taken up your invitation.</b>", partner=partner.name),
                verified_line(partner),
                has_asked(partner.name)
                if awaited(there.status) is Side.CLIENT
                else Msg("Your request waits for its answer now."),
            )
            return View(words, ((Button(Msg("🤝 Show"), ShowPartnership(there.id)), MENU),))
        case events.PartnerInvitationDoubted() if partner is not None:
            words = paragraphs(
                lines(
                    Msg(
                        "❓ <b>{partner} has opened the link that was for {name}.</b>", partner=partner.name, name=name
                    ),
                    verified_line(partner),
                ),
                Msg(
                    "Is that the company you mean? Until you say so, it gets no request. The link may have been "
                    "passed on."
                ),
            )
            return View(words, tuple(doubt_rows(invitation)))
        case events.PartnerInvitationDeclined():
            return View(Msg("❌ {partner} has declined your invitation.", partner=name), (show,))
        case events.PartnerInvitationLapsed():
            words = Msg(
                "⌛ Nobody has taken up your invitation to {partner} in time. It can be sent again.", partner=name
            )
            anew = Button(Msg("🔄 New link"), RenewPartnerInvitation(invitation.id, mail=False))
            return View(words, ((anew,), show))
        case events.PartnerInvitationRevoked():
            return View(Msg("🗑 A colleague has withdrawn the invitation to {partner}.", partner=name), (show,))
        case events.PartnerInvitationCeased(because=because) if partner is not None:
            said = Msg(
                "⏹ {partner} has taken up your invitation, but what you offered is not possible any more:",
                partner=partner.name,
            )
            return View(lines(said, because), (show,))
        case _:
            return None


def _to_invited(event: events.PartnerInvitationEvent, invitation: PartnerInvitation) -> Words | None:
    """To whoever has taken it; what brings them a request says itself."""
    client = invitation.client.name
    match event:
        case events.PartnerInvitationDoubted() if invitation.partner is not None:
            return Msg(
                "⏳ {client} has invited {name}. I have asked whether that is {partner}, and tell you.",
                client=client,
                name=invitation.for_name,
                partner=invitation.partner.name,
            )
        case events.PartnerInvitationRevoked():
            return Msg("🗑 {client} has withdrawn its invitation. There is nothing more to do.", client=client)
        case events.PartnerInvitationLapsed():
            return Msg(
                "⌛ The invitation of {client} has run out. If you still want to, please ask for a new one.",
                client=client,
            )
        case events.PartnerInvitationCeased():
            return Msg("⏹ What {client} offered with its invitation is not possible any more.", client=client)
        case _:
            return None


def _client(work: Work, invitation: PartnerInvitation, view: View) -> Iterator[Notice]:
    by_mail = _by_mail(invitation, ShowPartnerInvitation(invitation.id))
    for member in members_once(work.session, invitation.client_id):
        if member.role is Role.LEGAL_REPRESENTATIVE and member.person_id != work.actor_id:
            yield Notice(member.person, view, invitation.client, by_mail=by_mail)


def _by_mail(invitation: PartnerInvitation, opens: Payload) -> ByMail:
    client, partner = in_subject(invitation.client.name), in_subject(invitation.for_name)
    subject = Msg("Invitation: {client} – {partner}", client=client, partner=partner)
    return ByMail(thread=f"partner-invitation-{invitation.id}", opens=opens, subject=subject)


def admitted(event: events.PartnerAdmitted, work: Work, around: Surroundings) -> Iterator[Notice]:
    """A company is a partner now: what its legal representatives have taken before comes to it."""
    go_on(work, around.programme, signatories_of(work.session, event.organisation_id))
    yield from ()


def joined(event: events.MemberJoined | events.RoleChanged, work: Work, around: Surroundings) -> Iterator[Notice]:
    """Somebody acts for an organisation now, which may be a partner."""
    go_on(work, around.programme, [event.person_id])
    yield from ()
