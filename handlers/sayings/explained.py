"""Which article says why something is as it is, and what to say where none does."""

from __future__ import annotations

from collections.abc import Mapping

from domain.words import Lines, Msg
from handlers.chat.turn import Turn
from handlers.chat.views import MENU
from handlers.support.reaching import way_to_support

EXPLAINED: Mapping[str, str] = {
    "add_partner": "add-partner",
    "ask_client": "add-partner",
    "change_access": "access-types",
    "change_payer": "change-payment-means",
    "end_partnership": "end-partnership",
    "enter_vat": "vat-requirements",
    "find_partner": "partner-directory",
    "get_verified": "being-verified",
    "give_products": "product-access",
    "my_rights": "employee-rights",
    "new_tender": "tenders",
    "take_products": "product-access",
    "what_earned": "cashback-and-discounts",
    "what_ordered": "ordering-and-renewal",
    "which_vat": "vat-requirements",
    "who_has_access": "access-types",
    "who_may": "employee-rights",
    "who_pays": "who-pays",
    "who_sees_invoices": "invoices",
}
"""The article's topic, by the action."""


def say_no_more(turn: Turn) -> None:
    """“Why?”, of an article that was just read, or of what no article explains: what is not known is not made up."""
    support = way_to_support(turn)
    words = Msg("That is all I know about it: the reason is not written down here.")
    turn.say(Lines((words, Msg("Support may know more.")), " ") if support else words, *support, (MENU,))
