"""What people read of something that has happened to a request or partnership: a sentence or two for each side."""

from __future__ import annotations

from domain.partnerships.rules import Ceased, Payer, SetUp, Side, Status
from domain.words import Lines, Literal, Msg, Provider, Words, lines, paragraphs
from handlers.partnerships import states, terms
from services import events
from storage.tables import Partnership


def told(event: events.PartnershipEvent, changed: Partnership, side: Side, *, by_programme: bool) -> Words | None:
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
        case events.RequestSent():
            return Msg("📨 A colleague has sent a request to {partner}.", partner=partner)
        case events.AccessAsked():
            return None if for_client else Msg("🙋 A colleague has asked {client} for access.", client=client)
        case events.RequestWithdrawn(by=by):
            other = partner if for_client else client
            if by is side:
                return Msg("↩️ A colleague has withdrawn the request to {partner}.", partner=other)
            return Msg("↩️ {client} has withdrawn its request. There is nothing more to do.", client=other)
        case events.RequestDeclined():
            return _declined(changed, for_client=for_client)
        case events.RequestLapsed() if changed.asked_by is Side.PARTNER:
            if for_client:
                return Msg("⌛ The request of {partner} has lapsed: it was not settled in time.", partner=partner)
            return Msg(
                "⌛ Your request to {client} was not settled in time, so it has lapsed. "
                "You can ask again with /askclient.",
                client=client,
            )
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


def from_console(event: events.PartnershipEvent, changed: Partnership, side: Side) -> Words | None:
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
            other = terms.other_organisation(changed, side).name
            return Msg("⏹ The partnership with {other} has been ended in the console.", other=other)
        case ((events.PayerChanged() | events.ProductAccessChanged()), Side.CLIENT):
            words = _words_of_active(event, changed, side, by_programme=False)
            return paragraphs(words, Msg("This was done in the console."))
        case _:
            return None


def _declined(changed: Partnership, *, for_client: bool) -> Words:
    if not for_client:
        return Msg("❌ A colleague has declined the request from {client}.", client=changed.client.name)
    heading = Msg("❌ <b>{partner} has declined your request.</b>", partner=changed.partner.name)
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
        case Ceased.PRODUCTS_GONE if for_client:
            return Msg(
                "⏹ <b>Your request to {partner} is closed:</b> the products it was about are no longer there.",
                partner=partner,
            )
        case Ceased.PRODUCTS_GONE:
            return Msg(
                "⏹ <b>The request from {client} is closed:</b> the products it was about are no longer there.",
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
    other = terms.other_organisation(changed, side).name
    return lines(_returned(kind, changed, side, other), states.set_up_refusal(changed))


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
    other = terms.other_organisation(changed, side).name
    payer = changed.payer or Payer.CLIENT
    return paragraphs(
        Msg("💳 <b>The payment means of the partnership with {other} have changed.</b>", other=other),
        terms.payer_name(payer, side, other),
        terms.consequence_lines(changed.access, payer, side, other),
    )


def _names(icon: str, names: tuple[str, ...]) -> Words | None:
    return Lines((Literal(icon), terms.named(names)), " ") if names else None
