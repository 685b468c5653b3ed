"""How income is said: amounts by currency, entries, what is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.accounts.kinds import OrderKind
from domain.income.money import money
from domain.income.what_if import WhatIf
from domain.programme import Programme
from domain.words import Msg, Plural, Provider, Words, lines, listing
from services.income.reading import Earned

KIND_NAMES: Mapping[OrderKind, Msg] = {
    OrderKind.ORDER: Msg("Order"),
    OrderKind.RENEWAL: Msg("Renewal"),
    OrderKind.CREDIT_NOTE: Msg("Credit note"),
    OrderKind.REFUND: Msg("Refund"),
}


def amounts(those: Sequence[Earned]) -> Words:
    """What was earned, currency by currency; turnover where no income is known."""
    return lines(listing(_amount(each) for each in those))


def _amount(each: Earned) -> Words:
    if each.all.known == 0 and each.all.entries:
        return Msg("turnover {amount}", amount=money(each.all.turnover, each.currency))
    return lines(money(each.all.income, each.currency))


def earned_lines(each: Earned) -> Words:
    """All that there is to say about what was earned in one currency."""
    sums = each.all
    turnover = Plural(
        "Turnover {amount}, {n} entry",
        "Turnover {amount}, {n} entries",
        sums.entries,
        amount=money(sums.turnover, each.currency),
    )
    if sums.known == 0:
        return turnover
    both = each.cashback.entries and each.discount.entries
    way = Msg("cashback") if each.cashback.entries else Msg("discount")
    income = money(sums.income, each.currency)
    return lines(
        Msg(
            "<b>{amount}</b> – cashback {cashback}, discount {discount}",
            amount=income,
            cashback=money(each.cashback.income, each.currency),
            discount=money(each.discount.income, each.currency),
        )
        if both
        else Msg("<b>{amount}</b> {way}", amount=income, way=way),
        turnover,
        _unknown(sums.entries - sums.known),
    )


def _unknown(count: int) -> Words | None:
    if not count:
        return None
    return Plural(
        "⚠️ For {n} entry no rate of that day is known, so its income is missing here.",
        "⚠️ For {n} entries no rate of their days is known, so their income is missing here.",
        count,
    )


def without_rates(programme: Programme, those: Sequence[Earned]) -> Words | None:
    """Why no income is shown, where none is known: nobody invents percentages (fact 10)."""
    if not those or any(each.all.known for each in those):
        return None
    if not programme.benefit_levels:
        return Msg(
            "💡 {provider} has not published the rates of cashback and discount, so there is turnover here "
            "and no income in money.",
            provider=Provider(),
        )
    return Msg(
        "💡 {provider} has not said yet which level of benefits you have had, so there is turnover here "
        "and no income in money.",
        provider=Provider(),
    )


def what_if_words(client: str, those: Sequence[WhatIf]) -> Words | None:
    """Facts 25, 26: the same orders with the one's payment means and with the other's."""
    if not those:
        return None
    return lines(
        Msg(
            "⚖️ <b>Had you placed all the orders of {client} in which you had a part in the last twelve months, "
            "at today’s rates:</b>",
            client=client,
        ),
        *(
            Msg(
                "With your payment means, it would have cost you {cost}, which is {saved} below the public price; "
                "with the client’s, you would have earned {earned}.",
                cost=money(each.cost, each.currency),
                saved=money(each.saved, each.currency),
                earned=money(each.earned, each.currency),
            )
            for each in those
        ),
    )
