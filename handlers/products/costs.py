"""What somebody's products cost a year, as far as it is known here, and what is not: a partner's own prices."""

from __future__ import annotations

from decimal import Decimal

from domain.words import Money, Msg, Plural
from handlers.answers.faq import explain
from handlers.chat.chapters import Chapter
from handlers.chat.payloads import Go
from handlers.chat.sayings import Audience, Heard, tells
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button
from services.rights import own_organisation
from storage.products import Wanted, by_kind

_ARTICLE = "partner-costs"


def _tell(turn: Turn, heard: Heard) -> None:
    """By the list of products. What a partner asks for its work is between the two, whoever pays (facts 25, 26)."""
    own = own_organisation(turn.person)
    kinds = by_kind(turn.work.session, Wanted(own.id))
    count = sum(each.count for each in kinds)
    total = Money(Decimal(sum(each.yearly_value for each in kinds)) / 100, own.currency)
    by_list = Plural(
        "By your list, your {n} product costs {total} a year.",
        "By your list, your {n} products cost {total} a year.",
        count,
        total=total,
    )
    products = (Button(Msg("📦 All products"), Go("products")), MENU)
    if count:
        turn.say(by_list, products)
    if turn.around.knowledge.has(_ARTICLE):
        explain(turn, heard.text, _ARTICLE)
    else:
        words = Msg("What a partner asks for its own work you settle with it; that is not known here.")
        turn.say(words, products)


CHAPTER = Chapter(
    sayings=(tells("what_it_costs", Msg("What it costs a year"), _tell, audience=Audience.CLIENT),),
)
