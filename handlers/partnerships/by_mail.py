"""What a notice about a request or partnership needs as a mail: its subject, where it leads, and why it comes.

The client's contract with the partner is told by mail to the other side's legal representatives whatever they have
chosen (facts 28, 29, 31, 32); to everybody else as they have chosen.
"""

from __future__ import annotations

from domain.partnerships.rules import Ceased, Side
from domain.people import Role
from domain.words import Msg
from handlers.chat.notices import ByMail
from handlers.chat.views import View
from handlers.partnerships.payloads import AnswerPartner, ConfirmRequest, GrantRequest, ShowPartnership
from services import events
from services.effects import kinds
from services.rights import Act, Relation, may
from storage.tables import Partnership

_ANSWERS = (ConfirmRequest, GrantRequest, AnswerPartner)
LONGEST_NAME = 38
"""Characters of an organisation's name in a subject: both names and what has happened stand there."""
_OUTCOME = Msg("The outcome of a request always comes by mail: it settles whether there is a contract.")


def by_mail(
    event: events.PartnershipEvent, changed: Partnership, side: Side, role: Role, told: View, *, invited: bool
) -> ByMail:
    """For a member of `side` with `role` who is `told` this; `invited`: it is their side's turn to answer."""
    decides = invited and may(Act.CONFIRM, Relation(side), role)
    return ByMail(
        thread=thread_of(changed),
        opens=ShowPartnership(changed.id),
        contractual=_reason(event, changed, side, invited=invited) if role is Role.LEGAL_REPRESENTATIVE else None,
        subject=subject(event, changed),
        waits=any(isinstance(button.does, _ANSWERS) for row in told.rows for button in row),
        decides=changed.id if decides else None,
    )


def thread_of(changed: Partnership) -> str:
    """All mails about one partnership stand together."""
    return f"partnership-{changed.id}"


def _reason(event: events.PartnershipEvent, changed: Partnership, side: Side, *, invited: bool) -> Msg | None:
    """Why the people of `side` are told by mail in any case; `None` where they can do without it.

    What a side has done itself, it knows.
    """
    if side is _done_by(event):
        return None
    match event:
        case (
            events.RequestSent()
            | events.AccessAsked()
            | events.TermsCountered()
            | events.RequestResent()
            | events.AnswererUnreached()
        ) if invited:
            return Msg("A request always comes by mail: it waits for your answer and lapses without one.")
        case (
            events.PartnershipConfirmed()
            | events.RequestDeclined()
            | events.RequestWithdrawn()
            | events.RequestLapsed()
            | events.RequestOvertaken()
            | events.SetUpRefused(kind=kinds.CONFIRMED)
        ):
            return _OUTCOME
        case events.PartnershipCeased() if _never_began(event, changed):
            return _OUTCOME
        case events.PayerChanged() | events.SetUpRefused(kind=kinds.PAYMENT_MEANS_CHANGED):  # fact 29
            return Msg("New payment means always come by mail: they settle who pays and who sees the invoices.")
        case events.ProductAccessChanged() | events.SetUpRefused(kind=kinds.PRODUCTS_CHANGED):
            return Msg("Changes of the products always come by mail: they settle what the partner may manage.")
        case events.EndDateSet() | events.EndNear() | events.PartnershipExpired():
            return Msg("The last day of an access always comes by mail: the contract ends with it.")
        case (
            events.PartnershipEnded()
            | events.EndAnnounced()
            | events.EndRevoked()
            | events.EndUndone()
            | events.PartnershipReplaced()
            | events.PartnershipRestored()
            | events.PartnershipCeased()
            | events.SetUpRefused()
        ):
            return Msg("The end of a partnership always comes by mail, and so does taking it back.")
        case _:
            return None


def _never_began(event: events.PartnershipCeased, changed: Partnership) -> bool:
    """Whether what has ceased was a request, of which no partnership came."""
    return changed.confirmed_at is None or event.why is Ceased.NOT_VERIFIED


def _done_by(event: events.PartnershipEvent) -> Side | None:
    """Whose side has done it; `None` where neither has."""
    match event:
        case events.PayerChanged() | events.ProductAccessChanged() | events.EndDateSet():
            return Side.CLIENT
        case (
            events.PartnershipConfirmed(by=by)
            | events.RequestDeclined(by=by)
            | events.RequestWithdrawn(by=by)
            | events.PartnershipEnded(by=by)
            | events.EndAnnounced(by=by)
            | events.EndRevoked(by=by)
            | events.EndUndone(by=by)
        ):
            return by
        case _:
            return None


def subject(event: events.PartnershipEvent, changed: Partnership) -> Msg:
    """What it is about, and between whom: the same to both sides."""
    client, partner = (in_subject(each.name) for each in (changed.client, changed.partner))
    match event:
        case events.RequestPrepared():
            return Msg("Request prepared: {client} – {partner}", client=client, partner=partner)
        case events.RequestSent():
            return Msg("New request: {client} – {partner}", client=client, partner=partner)
        case events.AccessAsked():
            return Msg("Request for access: {client} – {partner}", client=client, partner=partner)
        case events.TermsCountered():
            return Msg("Counter-proposal: {client} – {partner}", client=client, partner=partner)
        case events.RequestResent():
            return Msg("Request sent again: {client} – {partner}", client=client, partner=partner)
        case events.RequestReminded():
            return Msg("Reminder of a request: {client} – {partner}", client=client, partner=partner)
        case events.EnquiryMade():
            return Msg("Question about a request: {client} – {partner}", client=client, partner=partner)
        case events.EnquiryAnswered():
            return Msg("Question answered: {client} – {partner}", client=client, partner=partner)
        case events.AnswererUnreached():
            return Msg("Request not answered yet: {client} – {partner}", client=client, partner=partner)
        case events.RequestDeclined():
            return Msg("Request declined: {client} – {partner}", client=client, partner=partner)
        case events.RequestWithdrawn():
            return Msg("Request withdrawn: {client} – {partner}", client=client, partner=partner)
        case events.RequestLapsed() | events.RequestOvertaken():
            return Msg("Request closed: {client} – {partner}", client=client, partner=partner)
        case events.PartnershipCeased() if _never_began(event, changed):
            return Msg("Request closed: {client} – {partner}", client=client, partner=partner)
        case events.PartnershipConfirmed():
            return Msg("Partnership confirmed: {client} – {partner}", client=client, partner=partner)
        case events.PayerChanged():
            return Msg("New payment means: {client} – {partner}", client=client, partner=partner)
        case events.ProductAccessChanged():
            return Msg("Products changed: {client} – {partner}", client=client, partner=partner)
        case events.EndDateSet():
            return Msg("Last day of the access: {client} – {partner}", client=client, partner=partner)
        case events.EndNear():
            return Msg("Access ends soon: {client} – {partner}", client=client, partner=partner)
        case events.EndAnnounced():
            return Msg("End announced: {client} – {partner}", client=client, partner=partner)
        case events.EndRevoked() | events.EndUndone() | events.PartnershipRestored():
            return Msg("Partnership goes on: {client} – {partner}", client=client, partner=partner)
        case events.SetUpRefused():
            return Msg("Not possible after all: {client} – {partner}", client=client, partner=partner)
        case (
            events.PartnershipEnded()
            | events.PartnershipExpired()
            | events.PartnershipReplaced()
            | events.PartnershipCeased()
        ):
            return Msg("Partnership ended: {client} – {partner}", client=client, partner=partner)
        case events.SetUpDone():
            return Msg("Partnership active: {client} – {partner}", client=client, partner=partner)
        case _:
            return Msg("Partnership: {client} – {partner}", client=client, partner=partner)


def in_subject(name: str) -> str:
    """As much of an organisation's name as there is room for."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
