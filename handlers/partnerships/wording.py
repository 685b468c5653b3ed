"""What people read of something that has happened to a request or partnership: a sentence or two for each side."""

from __future__ import annotations

from domain.partnerships.rules import Ceased, Payer, SetUp, Side, Status, awaited
from domain.words import Msg, Provider, Words, lines, paragraphs
from handlers.partnerships import changes, ending_words, lasting_words, states, terms, unreached
from services import events
from services.partnerships.closing import asked_last
from storage.tables import Partnership


def told(event: events.PartnershipEvent, changed: Partnership, side: Side, *, by_programme: bool) -> Words | None:
    """The plain notices: who did what. Each names the other side, seen from the reader's."""
    for_client = side is Side.CLIENT
    client, partner = changed.client.name, changed.partner.name
    other = terms.other_organisation(changed, side).name
    has_asked = side is asked_last(changed)
    match event:
        case events.AnswererUnreached():
            return unreached.remark(changed, side)
        case events.RequestPrepared():
            return Msg(
                "📝 A colleague has prepared a request to {partner}. It is sent when your organisation is verified.",
                partner=partner,
            )
        case events.RequestSent(prepared=True):
            return Msg("📨 Your prepared request to {partner} is on its way.", partner=partner)
        case events.PartnershipCeased(why=Ceased.NOT_VERIFIED, because=because):
            said = Msg(
                "⏹ Your prepared request to {partner} is not sent: {client} cannot be verified any more.",
                partner=partner,
                client=client,
            )
            return said if because is None else lines(said, because)
        case events.PartnershipCeased(why=Ceased.NOT_POSSIBLE, because=because):
            said = Msg(
                "⏹ Your prepared request to {partner} is not sent: it is not possible any more.", partner=partner
            )
            return said if because is None else lines(said, because)
        case events.RequestSent(invited=True):
            return None  # the client reads who has taken up its invitation
        case events.RequestSent():
            return Msg("📨 A colleague has sent a request to {partner}.", partner=partner)
        case events.AccessAsked():
            return None if for_client else Msg("📨 A colleague has asked {client} for access.", client=client)
        case events.TermsCountered():
            return Msg("🔁 A colleague has proposed something else to {other}.", other=other)
        case events.RequestWithdrawn(by=by):
            if by is side:
                return Msg("↩️ A colleague has withdrawn the request to {other}.", other=other)
            return Msg("↩️ {other} has withdrawn its request. There is nothing more to do.", other=other)
        case events.RequestDeclined(by=by):
            return _declined(changed, other, is_own=by is side)
        case events.RequestLapsed():
            if has_asked:
                return Msg(
                    "⌛ Your request to {other} was not settled in time, so it has lapsed. You can send it again.",
                    other=other,
                )
            return Msg("⌛ The request from {other} has lapsed, because nobody answered it in time.", other=other)
        case events.RequestOvertaken():
            if has_asked:
                return Msg(
                    "↪️ Your request to {other} is closed, because another partner now has full access.", other=other
                )
            return Msg(
                "↪️ The request from {other} is closed: another partner has been given full access in the meantime.",
                other=other,
            )
        case events.PartnershipConfirmed(by=Side.CLIENT):
            return _granted(changed, side, other)
        case events.PartnershipConfirmed():
            if for_client and changed.set_up is SetUp.WAITING:
                return Msg(
                    "🎉 <b>{other} has confirmed.</b> {provider} is setting the partnership up now.",
                    other=other,
                    provider=Provider(),
                )
            if for_client:
                return Msg("🎉 <b>{other} has confirmed.</b> The partnership begins now.", other=other)
            return Msg("🎉 A colleague has confirmed the partnership with {other}.", other=other)
        case _:
            return _words_of_active(event, changed, side, by_programme=by_programme)


def from_outside(channel: str, event: events.PartnershipEvent, changed: Partnership, side: Side) -> Words | None:
    """To the people of the side that has decided outside of the chat; the other side reads what it always does.

    It may be the reader who has decided there: nobody is a colleague of theirs then.
    """
    client, partner = changed.client.name, changed.partner.name
    other = terms.other_organisation(changed, side).name
    if (where := states.WHERE.get(channel)) is None:
        return None
    match event, side:
        case events.AccessAsked(), Side.PARTNER:
            return Msg("📨 {client} has been asked for access {where}.", client=client, where=where)
        case events.RequestSent(), Side.CLIENT:
            return Msg("📨 A request to {partner} has been sent {where}.", partner=partner, where=where)
        case events.RequestWithdrawn(by=by), _ if by is side:
            return Msg("↩️ The request to {other} has been withdrawn {where}.", other=other, where=where)
        case events.RequestDeclined(by=by), _ if by is side:
            return Msg("❌ The request from {other} has been declined {where}.", other=other, where=where)
        case events.PartnershipConfirmed(by=by), _ if by is side:
            return Msg("🎉 The partnership with {other} has been confirmed {where}.", other=other, where=where)
        case events.PartnershipEnded(by=by), _ if by is side:
            return Msg("⏹ The partnership with {other} has been ended {where}.", other=other, where=where)
        case ((events.PayerChanged() | events.ProductAccessChanged()), Side.CLIENT):
            words = _words_of_active(event, changed, side, by_programme=False)
            return paragraphs(words, Msg("This was done {where}.", where=where))
        case _:
            return None


def _granted(changed: Partnership, side: Side, other: str) -> Words:
    """A client has said yes; what the partner has got may be other than what it has asked for."""
    if side is Side.CLIENT:
        return Msg("🎉 A colleague has confirmed the partnership with {other}.", other=other)
    heading = (
        Msg(
            "🎉 <b>{other} has confirmed.</b> {provider} is setting the partnership up now.",
            other=other,
            provider=Provider(),
        )
        if changed.set_up is SetUp.WAITING
        else Msg("🎉 <b>{other} has confirmed.</b> The partnership begins now.", other=other)
    )
    said = changed.proposals[-1] if changed.proposals and changed.proposals[-1].by is Side.CLIENT else None
    message = Msg("✍️ {other} writes: “{message}”", other=other, message=said.message) if said and said.message else None
    return paragraphs(heading, message, terms.terms(changed, side))


def _declined(changed: Partnership, other: str, *, is_own: bool) -> Words:
    if is_own:
        return Msg("❌ A colleague has declined the request from {other}.", other=other)
    heading = Msg("❌ <b>{other} has declined your request.</b>", other=other)
    reason = states.reason_words(changed)
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
        case events.EndDateSet() | events.EndNear() | events.PartnershipExpired():
            return lasting_words.told(event, changed, side)
        case events.PartnershipEnded() | events.EndAnnounced() | events.EndRevoked() | events.EndUndone():
            return ending_words.told(event, changed, side)
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
            return lines(_products_gone(changed, for_client=for_client), changes.names("➖", released))
        case events.ProductAccessChanged(granted=granted, released=released):
            other = partner if for_client else client
            return lines(
                Msg("📦 <b>The products of the partnership with {other} have changed.</b>", other=other),
                changes.names("➕", granted),
                changes.names("➖", released),
            )
        case _:
            return None


def _ceased(event: events.PartnershipCeased, changed: Partnership, *, for_client: bool) -> Words | None:
    """Of a closed account, its own people are told once, and not of each partnership."""
    client, partner = changed.client.name, changed.partner.name
    match event.why:
        case Ceased.CLIENT_CLOSED if not for_client:
            return Msg(
                "⏹ <b>The account of {client} is closed.</b> Partnerships and requests with it end as well.",
                client=client,
            )
        case Ceased.PARTNER_CLOSED if for_client:
            return Msg(
                "⏹ <b>{partner} is no longer a partner.</b> Partnerships and requests with it end as well. "
                "You find another partner with /addpartner.",
                partner=partner,
            )
        case Ceased.PRODUCTS_GONE if changed.confirmed_at is not None:
            return Msg(
                "⏹ <b>The partnership with {other} has ended:</b> the products it was about are no longer there.",
                other=partner if for_client else client,
            )
        case Ceased.PRODUCTS_GONE if (asked_last(changed) is Side.CLIENT) is for_client:
            return Msg(
                "⏹ <b>Your request to {other} is closed:</b> the products it was about are no longer there.",
                other=partner if for_client else client,
            )
        case Ceased.PRODUCTS_GONE:
            return Msg(
                "⏹ <b>The request from {other} is closed:</b> the products it was about are no longer there.",
                other=partner if for_client else client,
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
    other = terms.other_organisation(changed, side).name
    return lines(_returned(kind, changed, side, other), states.set_up_refusal(changed))


def _returned(kind: str, changed: Partnership, side: Side, other: str) -> Words:
    if (asked := awaited(changed.status)) is not None:
        if side is asked:
            return Msg(
                "⚠️ <b>The partnership with {other} does not come about yet:</b> its request waits for you again.",
                other=other,
            )
        return Msg(
            "⚠️ <b>The partnership with {other} does not come about yet:</b> your request waits for it again.",
            other=other,
        )
    if kind == "partnership.resumed":
        return lines(
            Msg("⚠️ <b>The partnership with {other} stays ended:</b> that could not be undone.", other=other),
            states.refusal_words(changed.set_up_refusal),
        )
    if changed.status is not Status.ACTIVE:
        return Msg("⚠️ <b>The partnership with {other} could not be set up</b> and has ended.", other=other)
    if kind == "partnership.payment_means_changed":
        return Msg("⚠️ <b>The payment means of the partnership with {other} stay as they were.</b>", other=other)
    return Msg("⚠️ <b>The products of the partnership with {other} stay as they were.</b>", other=other)


def _payer_changed(changed: Partnership, side: Side) -> Words:
    other = terms.other_organisation(changed, side).name
    payer = changed.payer or Payer.CLIENT
    former = Payer.CLIENT if payer is Payer.PARTNER else Payer.PARTNER
    return paragraphs(
        Msg("💳 <b>The payment means of the partnership with {other} have changed.</b>", other=other),
        terms.payer_name(payer, side, other),
        changes.change_lines(changed.access, former, changed.access, payer, side, other),
        changes.from_now_on(),
    )
