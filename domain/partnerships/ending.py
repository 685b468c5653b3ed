"""How a partnership ends by the will of one side (facts 32, 43): why, what follows, and the name that confirms it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from domain.names.keys import read_name
from domain.partnerships.rules import Access, Payer, Side
from domain.words import Msg, Refused

LONGEST_NOTICE = dt.timedelta(days=366)
"""How far ahead an end can be announced."""


class Ended(StrEnum):
    """Why somebody ends a partnership, where they chose a reason and wrote none of their own; stored as the reason."""

    DONE = "#done"
    OURSELVES = "#ourselves"
    """The client looks after its products itself."""
    NO_CAPACITY = "#no_capacity"


class LastDayRefused(Refused):
    """No partnership ends on that day."""


def require_last_day(day: dt.date, today: dt.date) -> None:
    """Raises `LastDayRefused` where the day is over, or more than a year ahead."""
    if day < today:
        raise LastDayRefused(Msg("{day} is over. The last day of a partnership is today at the earliest.", day=day))
    if day > today + LONGEST_NOTICE:
        raise LastDayRefused(
            Msg(
                "{day} is more than a year ahead. Please choose a day up to {latest}.",
                day=day,
                latest=today + LONGEST_NOTICE,
            )
        )


def names(typed: str, name: str) -> bool:
    """Whether this is the name; case, blanks, umlauts, quotes, dashes and the legal form do not matter."""
    wanted, given = read_name(name), read_name(typed)
    if not wanted.words:  # a name of nothing but “and”, or of signs
        return typed.strip().casefold() == name.strip().casefold()
    return given.is_same(wanted)


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What an end means for access and orders, invoices, income and tenders, told to one of the two sides."""

    access: Msg
    orders: Msg
    invoices: Msg | None
    earns: Msg
    tenders: Msg


def aftermath(access: Access, payer: Payer | None, reader: Side, other: str) -> Aftermath:
    """What is over, and what stays, when access of this kind ends; as the `reader`'s side reads it, as `consequences`.

    Facts 16–18 turned round for limited access, 20–27 for full access with the given payer.
    """
    if reader is Side.CLIENT:
        return _for_client(access, payer, other)
    return _for_partner(access, payer, other)


def _for_client(access: Access, payer: Payer | None, partner: str) -> Aftermath:
    tenders = Msg("Your tenders run on.")  # fact 12: they depend on no partnership
    if access is Access.LIMITED:
        return Aftermath(
            access=Msg("{partner} no longer manages these products; they stay yours.", partner=partner),  # fact 16
            orders=Msg("You order, renew and pay yourself, as before."),  # fact 17
            invoices=None,
            earns=Msg("{partner} no longer earns when you buy or renew them.", partner=partner),  # fact 18
            tenders=tenders,
        )
    return Aftermath(
        access=Msg("{partner} loses its access; all products stay yours.", partner=partner),  # facts 20, 27
        orders=Msg("{partner} can no longer order or renew for you: from then on you do.", partner=partner),  # fact 21
        invoices=Msg("Invoices so far stay with {partner}; you have no access to them.", partner=partner)  # fact 26
        if payer is Payer.PARTNER
        else Msg("All invoices stay with you."),  # fact 25
        earns=Msg("{partner} earns on no further orders and renewals.", partner=partner),  # facts 23, 27
        tenders=tenders,
    )


def _for_partner(access: Access, payer: Payer | None, client: str) -> Aftermath:
    tenders = Msg("You still receive tenders.")  # fact 12: all partners do
    if access is Access.LIMITED:
        return Aftermath(
            access=Msg("You no longer manage these products of {client}.", client=client),  # fact 16
            orders=Msg("{client} orders, renews and pays itself, as before.", client=client),  # fact 17
            invoices=None,
            earns=Msg("You no longer earn when {client} buys or renews them.", client=client),  # fact 18
            tenders=tenders,
        )
    return Aftermath(
        access=Msg("You lose your access; all products stay with {client}.", client=client),  # facts 20, 27
        orders=Msg("You can no longer order or renew for {client}: from then on it does.", client=client),  # fact 21
        invoices=Msg("Invoices so far stay with you; {client} has no access to them.", client=client)  # fact 26
        if payer is Payer.PARTNER
        else Msg("All invoices stay with {client}.", client=client),  # fact 25
        earns=Msg("You earn on no further orders and renewals of {client}.", client=client),  # facts 23, 27
        tenders=tenders,
    )
