"""What people are told of a request or partnership, and what its cards show from then on.

Whoever did it has seen the outcome on their own screen; everybody else on both sides gets a message.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.partnerships import Ceased, Payer, SetUp, Side, Status
from domain.people import Role
from domain.words import Lines, Literal, Msg, Provider, Words, lines, paragraphs
from handlers.chat.notices import CardUpdate, Notice
from handlers.chat.views import Button, View
from handlers.organisations.verified import verified_line
from handlers.partnerships import card
from handlers.partnerships.payloads import AnswerPartner, ShowPartnership
from services import events
from services.partnerships.preparing import was_sent
from storage.partnerships import enquiry
from storage.people import members
from storage.runtime.cards import cards_about, cards_of
from storage.runtime.outbox import Priority
from storage.tables import Enquiry, Membership, Organisation, Partnership, Person
from storage.work import Work


def news(event: events.PartnershipEvent, work: Work) -> Iterator[Notice | CardUpdate]:
    """What the event means for the people of both sides."""
    changed = work.session.get_one(Partnership, event.partnership_id)
    everybody = members(work.session, changed.client_id, changed.partner_id)
    reachable = [membership for membership in everybody if membership.person.reachable]
    # Who belongs to both reads it once: as whom they act for now, or else as the client.
    readers: dict[int, tuple[Membership, Side]] = {}
    for membership in sorted(reachable, key=lambda member: _preference(member, changed)):
        side = Side.CLIENT if membership.organisation_id == changed.client_id else Side.PARTNER
        readers.setdefault(membership.person.chat_id, (membership, side))
    for standing in cards_of(work.session, changed.id):
        if standing.chat_id in readers:
            membership, side = readers[standing.chat_id]
            view = card.card(changed, side, membership.role)
            yield CardUpdate(standing, membership.person, view, _own(changed, side))
    if isinstance(event, _INVITATIONS):
        # These are for the partner to answer: whoever belongs to both must read them as the partner.
        for membership in reachable:
            if membership.organisation_id == changed.partner_id:
                readers[membership.person.chat_id] = membership, Side.PARTNER
    urgency = Priority.REMINDER if isinstance(event, events.RequestReminded) else Priority.CONTRACT
    by_programme = isinstance(event, events.PartnershipCeased) or _was_prepared(event)
    for membership, side in readers.values():
        if side is Side.PARTNER and not was_sent(changed.status, changed.reason):
            continue  # it has never heard of it
        invited = side is Side.PARTNER and isinstance(event, _INVITATIONS)
        if membership.person_id != work.actor_id or invited or by_programme:
            told = _notice(event, work, changed, side, membership.role)
            if told is not None:
                yield Notice(membership.person, told, _own(changed, side), urgency)


def cards_by_role(event: events.RoleChanged, work: Work) -> Iterator[CardUpdate]:
    """Whose role has changed sees other buttons on the cards from now on."""
    person = work.session.get_one(Person, event.person_id)
    shown = cards_about(work.session, person.chat_id, event.organisation_id) if person.reachable else ()
    for standing, changed in shown:
        everybody = members(work.session, changed.client_id, changed.partner_id)
        own = [membership for membership in everybody if membership.person_id == person.id]
        if own:
            reader = min(own, key=lambda member: _preference(member, changed))
            side = Side.CLIENT if reader.organisation_id == changed.client_id else Side.PARTNER
            yield CardUpdate(standing, person, card.card(changed, side, reader.role), _own(changed, side))


_INVITATIONS = (events.RequestSent, events.RequestResent, events.RequestReminded)


def _was_prepared(event: events.PartnershipEvent) -> bool:
    """Whether a request was sent by the programme, because its client is verified now."""
    return isinstance(event, events.RequestSent) and event.prepared


def _own(changed: Partnership, side: Side) -> Organisation:
    return changed.client if side is Side.CLIENT else changed.partner


def _preference(member: Membership, changed: Partnership) -> tuple[bool, bool]:
    """Sorts first the membership in which the person acts now, then the client's."""
    return member.person.organisation_id != member.organisation_id, member.organisation_id != changed.client_id


def _notice(event: events.PartnershipEvent, work: Work, changed: Partnership, side: Side, role: Role) -> View | None:
    """What a member of `side` reads of the event; `None` where it does not concern that side."""
    if isinstance(event, events.RequestReminded) and (asked := _open_question(changed)) is not None:
        # The partner has asked back: it is the client who keeps the other waiting.
        return _question_view(asked, changed) if side is Side.CLIENT else None
    if side is Side.PARTNER and isinstance(event, _INVITATIONS):
        return card.card(changed, side, role, _invitation(event, changed))
    words = _words_from_console(event, changed, side) if work.channel == card.CONSOLE else None
    words = words or _words(event, changed, side, by_programme=work.actor_id is None)
    if isinstance(event, events.EnquiryMade) and side is Side.CLIENT:
        asked = enquiry(work.session, event.enquiry_id)
        if asked is not None:
            return _question_view(asked, changed)
    if isinstance(event, events.EnquiryAnswered) and side is Side.PARTNER:
        heading = Msg("💬 <b>{client} has answered your question.</b>", client=changed.client.name)
        return card.card(changed, side, role, heading)
    if words is None:
        return None
    return View(lines(words, verified_line(card.other_organisation(changed, side))), ((_show(changed),),))


def _open_question(changed: Partnership) -> Enquiry | None:
    """The partner's last question, while the client has not answered it."""
    last = changed.enquiries[-1] if changed.enquiries else None
    return last if last is not None and last.answer is None else None


def _question_view(asked: Enquiry, changed: Partnership) -> View:
    heading = Msg("❓ <b>{partner} has a question about your request:</b>", partner=changed.partner.name)
    question = Msg("“{question}”", question=asked.question)
    answer = Button(Msg("💬 Answer"), AnswerPartner(asked.id))
    return View(lines(heading, question), ((answer, _show(changed)),))


def _show(changed: Partnership) -> Button:
    return Button(Msg("🤝 Show"), ShowPartnership(changed.id))


def _invitation(event: events.PartnershipEvent, changed: Partnership) -> Msg:
    client = changed.client.name
    match event:
        case events.RequestSent():
            return Msg("📩 <b>{client} would like to work with you.</b> Please confirm or decline.", client=client)
        case events.RequestResent():
            return Msg("📩 <b>{client} has sent its request again</b> and is waiting for your answer.", client=client)
        case _:
            return Msg("⏰ <b>A reminder: {client} is still waiting for your answer.</b>", client=client)


def _words(event: events.PartnershipEvent, changed: Partnership, side: Side, *, by_programme: bool) -> Words | None:
    """The plain notices: who did what. Each names the other side, seen from the reader's."""
    for_client = side is Side.CLIENT
    client, partner = changed.client.name, changed.partner.name
    match event:
        case events.RequestPrepared():
            return Msg(
                "📝 A colleague has prepared a request to {partner}. It is sent when your organisation is verified.",
                partner=partner,
            )
        case events.RequestSent(prepared=True):
            return Msg("📨 Your prepared request to {partner} is on its way.", partner=partner)
        case events.PartnershipCeased(why=Ceased.NOT_POSSIBLE | Ceased.NOT_VERIFIED, because=because):
            said = Msg(
                "⏹ Your prepared request to {partner} is not sent: it is not possible any more.", partner=partner
            )
            return said if because is None else lines(said, because)
        case events.RequestSent():
            return Msg("📨 A colleague has sent a request to {partner}.", partner=partner)
        case events.RequestWithdrawn():
            if for_client:
                return Msg("↩️ A colleague has withdrawn the request to {partner}.", partner=partner)
            return Msg("↩️ {client} has withdrawn its request. There is nothing more to do.", client=client)
        case events.RequestDeclined():
            return _declined(changed, for_client=for_client)
        case events.RequestLapsed():
            if for_client:
                return Msg(
                    "⌛ Your request to {partner} was not settled in time, so it has lapsed. "
                    "You can send a new one with /addpartner.",
                    partner=partner,
                )
            return Msg("⌛ The request from {client} has lapsed, because nobody answered it in time.", client=client)
        case events.RequestOvertaken():
            if for_client:
                return Msg(
                    "↪️ Your request to {partner} is closed, because another partner now has full access.",
                    partner=partner,
                )
            return Msg(
                "↪️ The request from {client} is closed: another partner has been given full access in the meantime.",
                client=client,
            )
        case events.PartnershipConfirmed():
            if for_client and changed.set_up is SetUp.WAITING:
                return Msg(
                    "🎉 <b>{partner} has confirmed.</b> {provider} is setting the partnership up now.",
                    partner=partner,
                    provider=Provider(),
                )
            if for_client:
                return Msg("🎉 <b>{partner} has confirmed.</b> The partnership begins now.", partner=partner)
            return Msg("🎉 A colleague has confirmed the partnership with {client}.", client=client)
        case _:
            return _words_of_active(event, changed, side, by_programme=by_programme)


def _words_from_console(event: events.PartnershipEvent, changed: Partnership, side: Side) -> Words | None:
    """To the people of the side that has decided in the provider's console; the other side reads what it always does.

    It may be the reader who has decided there: nobody is a colleague of theirs then.
    """
    client, partner = changed.client.name, changed.partner.name
    match event, side:
        case events.RequestSent(), Side.CLIENT:
            return Msg("📨 A request to {partner} has been sent in the console.", partner=partner)
        case events.RequestWithdrawn(), Side.CLIENT:
            return Msg("↩️ The request to {partner} has been withdrawn in the console.", partner=partner)
        case events.RequestDeclined(), Side.PARTNER:
            return Msg("❌ The request from {client} has been declined in the console.", client=client)
        case events.PartnershipConfirmed(), Side.PARTNER:
            return Msg("🎉 The partnership with {client} has been confirmed in the console.", client=client)
        case events.PartnershipEnded(by=by), _ if by is side:
            other = card.other_organisation(changed, side).name
            return Msg("⏹ The partnership with {other} has been ended in the console.", other=other)
        case ((events.PayerChanged() | events.ProductAccessChanged()), Side.CLIENT):
            return paragraphs(
                _words_of_active(event, changed, side, by_programme=False), Msg("This was done in the console.")
            )
        case _:
            return None


def _declined(changed: Partnership, *, for_client: bool) -> Words:
    if not for_client:
        return Msg("❌ A colleague has declined the request from {client}.", client=changed.client.name)
    heading = Msg("❌ <b>{partner} has declined your request.</b>", partner=changed.partner.name)
    reason = card.reason_words(changed)
    return heading if reason is None else lines(heading, Msg("Reason: “{reason}”", reason=reason))


def _words_of_active(
    event: events.PartnershipEvent, changed: Partnership, side: Side, *, by_programme: bool
) -> Words | None:
    for_client = side is Side.CLIENT
    client, partner = changed.client.name, changed.partner.name
    match event:
        case events.PartnershipReplaced(by_same_partner=True):
            return None
        case events.PartnershipReplaced():
            if for_client:
                return Msg("⏹ {partner} no longer has full access: the new partner has it now.", partner=partner)
            return Msg(
                "⏹ Your partnership with {client} has ended: the client has given another partner full access.",
                client=client,
            )
        case events.PartnershipEnded(by=by):
            if for_client:
                if by is Side.CLIENT:
                    return Msg("⏹ A colleague has ended the partnership with {partner}.", partner=partner)
                return Msg("⏹ {partner} has ended the partnership with you.", partner=partner)
            if by is Side.PARTNER:
                return Msg("⏹ A colleague has ended the partnership with {client}.", client=client)
            return Msg("⏹ {client} has ended the partnership with you.", client=client)
        case events.SetUpDone(kind="partnership.confirmed"):
            # The partner sees it on the card with which it has confirmed.
            return Msg("✅ The partnership with {partner} is active now.", partner=partner) if for_client else None
        case events.SetUpRefused(kind=kind):
            return _taken_back(kind, changed, side)
        case events.PartnershipRestored():
            other = partner if for_client else client
            return Msg("↩️ The partnership with {other} goes on as before.", other=other)
        case events.PayerChanged():
            return _payer_changed(changed, side)
        case events.PartnershipCeased():
            return _ceased(event, changed, for_client=for_client)
        case events.ProductAccessChanged(granted=(), released=released) if by_programme:
            return lines(_products_gone(changed, for_client=for_client), _names("➖", released))
        case events.ProductAccessChanged(granted=granted, released=released):
            other = partner if for_client else client
            return lines(
                Msg("📦 <b>The products of the partnership with {other} have changed.</b>", other=other),
                _names("➕", granted),
                _names("➖", released),
            )
        case _:
            return None


def _ceased(event: events.PartnershipCeased, changed: Partnership, *, for_client: bool) -> Words | None:
    """Of a closed account, its own people are told once, and not of each partnership."""
    client, partner = changed.client.name, changed.partner.name
    if event.unsent and not for_client:
        return None
    match event.why:
        case Ceased.CLIENT_CLOSED if not for_client:
            return Msg(
                "⏹ <b>The account of {client} is closed.</b> What you had agreed with it, or were about to, has ended.",
                client=client,
            )
        case Ceased.PARTNER_CLOSED if for_client:
            return Msg(
                "⏹ <b>{partner} is no longer a partner.</b> What you had agreed with it, or were about to, has ended. "
                "You find another partner with /addpartner.",
                partner=partner,
            )
        case Ceased.PRODUCTS_GONE if for_client:
            return Msg(
                "⏹ <b>You no longer have any of the products that were meant for {partner}.</b> "
                "So what you had agreed on, or were about to, has ended.",
                partner=partner,
            )
        case Ceased.PRODUCTS_GONE:
            return Msg(
                "⏹ <b>{client} no longer has any of the products that were meant for you.</b> "
                "So what you had agreed on, or were about to, has ended.",
                client=client,
            )
        case _:
            return None


def _products_gone(changed: Partnership, *, for_client: bool) -> Msg:
    if for_client:
        return Msg(
            "📦 <b>You no longer have these products</b>, so {partner} does not manage them any more:",
            partner=changed.partner.name,
        )
    return Msg(
        "📦 <b>{client} no longer has these products</b>, so you do not manage them any more:",
        client=changed.client.name,
    )


def _taken_back(kind: str, changed: Partnership, side: Side) -> Words:
    other = card.other_organisation(changed, side).name
    return lines(_returned(kind, changed, side, other), card.set_up_refusal(changed))


def _returned(kind: str, changed: Partnership, side: Side, other: str) -> Words:
    if changed.status is Status.PENDING:
        if side is Side.PARTNER:
            return Msg(
                "⚠️ <b>The partnership with {client} does not come about yet:</b> its request waits for you again.",
                client=other,
            )
        return Msg(
            "⚠️ <b>The partnership with {partner} does not come about yet:</b> your request waits for it again.",
            partner=other,
        )
    if changed.status is not Status.ACTIVE:
        return Msg("⚠️ <b>The partnership with {other} could not be set up</b> and has ended.", other=other)
    if kind == "partnership.payment_means_changed":
        return Msg("⚠️ <b>The payment means of the partnership with {other} stay as they were.</b>", other=other)
    return Msg("⚠️ <b>The products of the partnership with {other} stay as they were.</b>", other=other)


def _payer_changed(changed: Partnership, side: Side) -> Words:
    other = card.other_organisation(changed, side).name
    payer = changed.payer or Payer.CLIENT
    return paragraphs(
        Msg("💳 <b>The payment means of the partnership with {other} have changed.</b>", other=other),
        card.payer_name(payer, side, other),
        card.consequence_lines(changed.access, payer, side, other),
    )


def _names(icon: str, names: tuple[str, ...]) -> Words | None:
    return Lines((Literal(icon), card.named(names)), " ") if names else None
