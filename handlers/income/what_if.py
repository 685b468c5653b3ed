"""What the last twelve months would have been with the one's payment means or the other's: said where they are chosen.

Each side hears of its own: the partner of what it had a part in, with its rates; the client of what it has paid.
"""

from __future__ import annotations

from domain.income.money import money
from domain.words import Msg, Words, listing
from handlers.chat.turn import Turn
from handlers.income.wording import what_if_words
from services.income.reading import other_means, sight_of, spent
from services.rights import own_organisation


def for_partner(turn: Turn, client_id: int, client: str) -> Words | None:
    """Facts 25, 26, for the partner's people; nothing where there were no orders, or its rates are not known."""
    sight = sight_of(turn.work, turn.person)
    return what_if_words(client, other_means(turn.work, turn.around.programme, sight, client_id))


def for_client(turn: Turn, partner: str) -> Words | None:
    """Facts 25, 26, for the client's people; nothing where it has paid nothing."""
    paid = spent(turn.work, turn.around.programme, own_organisation(turn.person).id)
    if not paid:
        return None
    return Msg(
        "⚖️ In the last twelve months, you have paid {amounts} for orders and renewals. Had {partner} ordered all of "
        "it: with your payment means, you would have paid just that; with those of {partner}, it would have paid, "
        "and you would have seen no invoice.",
        amounts=listing(money(amount, currency) for currency, amount in sorted(paid.items())),
        partner=partner,
    )
