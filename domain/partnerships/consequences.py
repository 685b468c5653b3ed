"""What follows from a partnership's terms: who orders, pays, sees invoices and earns (facts 16–27)."""

from __future__ import annotations

from dataclasses import dataclass

from domain.partnerships.rules import Access, Payer, Side
from domain.words import Msg


@dataclass(frozen=True, slots=True)
class Consequences:
    """Who orders, pays, sees invoices and earns under given terms, told to one of the two sides."""

    orders: Msg
    pays: Msg
    invoices: Msg | None
    earns: Msg


def consequences(access: Access, payer: Payer | None, reader: Side, other: str) -> Consequences:
    """Facts 16–18 for limited access, 20–27 for full access with the given payer.

    As the `reader`'s side reads it: “you” are its people, `other` is the other side's name.
    """
    if reader is Side.CLIENT:
        return _for_client(access, payer, other)
    return _for_partner(access, payer, other)


def _for_client(access: Access, payer: Payer | None, partner: str) -> Consequences:
    if access is Access.LIMITED:
        return Consequences(
            orders=Msg("You order and renew yourself; {partner} can do neither for you.", partner=partner),  # fact 17
            pays=Msg("You pay for your orders and renewals."),
            invoices=None,
            # fact 18
            earns=Msg("{partner} earns when you buy or renew products that it manages.", partner=partner),
        )
    orders = Msg("{partner} can order and renew for you.", partner=partner)  # fact 21
    if payer is Payer.PARTNER:  # fact 26
        return Consequences(
            orders=orders,
            pays=Msg(
                "{partner} pays for what it orders and renews, at once with its reseller discount.", partner=partner
            ),
            invoices=Msg("Only {partner} sees the invoices; you have no access to them.", partner=partner),
            # facts 23, 27
            earns=Msg(
                "{partner} earns on every order and renewal. For what you order or renew yourself, it gets cashback.",
                partner=partner,
            ),
        )
    return Consequences(  # fact 25
        orders=orders,
        pays=Msg("You pay for what {partner} orders and renews, at the public price.", partner=partner),
        invoices=Msg("Only you see the invoices; {partner} has no access to them.", partner=partner),
        # facts 23, 25
        earns=Msg(
            "{partner} earns on every order and renewal, as cashback according to its benefits.", partner=partner
        ),
    )


def _for_partner(access: Access, payer: Payer | None, client: str) -> Consequences:
    if access is Access.LIMITED:
        return Consequences(
            orders=Msg("{client} orders and renews itself; you can do neither for it.", client=client),  # fact 17
            pays=Msg("{client} pays for its orders and renewals.", client=client),
            invoices=None,
            # fact 18
            earns=Msg("You earn when {client} buys or renews products that you manage.", client=client),
        )
    orders = Msg("You can order and renew for {client}.", client=client)  # fact 21
    if payer is Payer.PARTNER:  # fact 26
        return Consequences(
            orders=orders,
            pays=Msg("You pay for what you order and renew, at once with your reseller discount."),
            invoices=Msg("Only you see the invoices; {client} has no access to them.", client=client),
            # facts 23, 27
            earns=Msg(
                "You earn on every order and renewal. For what {client} orders or renews itself, you get cashback.",
                client=client,
            ),
        )
    return Consequences(  # fact 25
        orders=orders,
        pays=Msg("{client} pays for what you order and renew, at the public price.", client=client),
        invoices=Msg("Only {client} sees the invoices; you have no access to them.", client=client),
        # facts 23, 25
        earns=Msg("You earn on every order and renewal, as cashback according to your benefits."),
    )
