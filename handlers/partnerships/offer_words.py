"""What a client is asked who offers access: to a partner of the programme, or to one that it invites."""

from __future__ import annotations

from collections.abc import Sequence

from domain.partnerships.rules import Payer, Side
from domain.words import Msg, Words, paragraphs
from handlers.chat.forms.stock import Option
from handlers.partnerships import terms


def which_access(partner: str) -> Words:
    """The question for the kind of access; `partner` is the partner's name."""
    return paragraphs(
        Msg("<b>Which access should {partner} have?</b>", partner=partner),
        Msg("<b>Limited access:</b> {partner} manages the products that you choose.", partner=partner),
        Msg("<b>Full access:</b> {partner} manages all products, and can order and renew.", partner=partner),
    )


def which_products(partner: str) -> Words:
    """The question for the products of limited access."""
    return paragraphs(
        Msg("<b>Which products should {partner} manage?</b>", partner=partner),
        Msg("Tap to choose, as many as you like. Products that another partner manages are not on the list."),
    )


def which_payer(partner: str) -> Words:
    """The question for the payment means of full access, with what follows from each (facts 25 and 26)."""
    return paragraphs(
        Msg("<b>Which payment means should be used when {partner} orders and renews for you?</b>", partner=partner),
        Msg(
            "<b>Yours:</b> you pay the public price, only you see the invoices; {partner} earns cashback.",
            partner=partner,
        ),
        Msg(
            "<b>Those of {partner}:</b> it pays with its reseller discount, and only it sees the invoices; "
            "for what you order yourself, it earns cashback.",
            partner=partner,
        ),
    )


def payer_options(partner: str) -> Sequence[Option]:
    """The answers to it."""
    return [Option(payer.value, terms.payer_name(payer, Side.CLIENT, partner)) for payer in Payer]
