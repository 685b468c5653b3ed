"""A request that has come to nothing is sent once more, as it was or with changes."""

from __future__ import annotations

from domain.partnerships.rules import Access, NotYours, Side
from domain.words import Msg, Refused
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.turn import Turn
from handlers.partnerships import terms
from handlers.partnerships.payloads import SendAgain, SendChanged
from handlers.partnerships.requesting import ADD_PARTNER
from handlers.partnerships.taking_back import card_done
from services.partnerships import repeating


def _send_again(turn: Turn, payload: SendAgain) -> None:
    made = repeating.send_again(turn.work, turn.around.programme, turn.person, payload.partnership)
    side = made.asked_by
    headline = Msg("📨 {other} has your request again, as a new one.", other=terms.other_organisation(made, side).name)
    turn.show_below(card_done(turn, made, side, headline))


def _change(turn: Turn, payload: SendChanged) -> None:
    """The form with the answers of the last time, at its review: what shall be different is changed there."""
    old, side = repeating.repeatable(turn.work, turn.person, payload.partnership)
    if side is Side.PARTNER:
        raise NotYours(Msg("Only the client can change this request."))
    known: dict[str, object] = {"partner": old.partner_id, "access": old.access.value}
    try:
        again = repeating.terms_again(turn.work, old)
    except Refused:
        again = None  # no product of it is free: others are asked for
    if again is not None and again.payer is not None:
        known["payer"] = again.payer.value
    if again is not None and again.access is Access.LIMITED:
        known["products"] = sorted(again.products)
    open_form(turn, ADD_PARTNER, organisation=old.client_id, **known)


CHAPTER = Chapter(routes=(on(SendAgain, _send_again), on(SendChanged, _change)))
