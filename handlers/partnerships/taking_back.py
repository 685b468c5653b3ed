"""“Nein, doch nicht”, after something was done to a partnership: its card comes again, with what takes it back.

What was done last is kept in the conversation's row. Nothing is taken back by words: where it can be, the card has a
button for that; where it cannot, the card says what can be done instead.
"""

from __future__ import annotations

import datetime as dt

from domain.partnerships.rules import Action, Side, Status, possible_actions
from domain.words import Msg, Refused, Words
from handlers.chat.turn import Turn
from handlers.chat.views import View
from handlers.partnerships.showing import card_of
from handlers.partnerships.terms import other_organisation
from services.partnerships.ending import undoable_until
from services.partnerships.finding import visible_partnership
from storage.tables import Partnership

FORGOTTEN_AFTER = dt.timedelta(minutes=10)
TO_TAP = Msg("Nothing is undone yet: please tap “↩️” below.")
_NAME = "done"


def card_done(turn: Turn, partnership: Partnership, side: Side, headline: Words) -> View:
    """The card of a partnership to which the person has just done what the headline says."""
    done = [partnership.id, turn.standing.serial, turn.work.now.isoformat()]
    turn.standing.state = turn.standing.state | {_NAME: done}
    return card_of(turn, partnership, side, headline)


def card_undone(turn: Turn, partnership: Partnership, side: Side, headline: Words) -> View:
    """The card of one in which something was just taken back: that is done with, too."""
    turn.standing.state = {name: value for name, value in turn.standing.state.items() if name != _NAME}
    return card_of(turn, partnership, side, headline)


def just_done(turn: Turn) -> tuple[Partnership, Side] | None:
    """The partnership to which something was done last, if nothing else has begun since, and it is theirs to see."""
    match turn.standing.state.get(_NAME):
        case [int(partnership_id), int(serial), str(at)] if serial == turn.standing.serial:
            if turn.work.now - dt.datetime.fromisoformat(at) > FORGOTTEN_AFTER:
                return None
        case _:
            return None
    try:
        return visible_partnership(turn.work, turn.person, partnership_id)
    except Refused:
        return None


def show_done(turn: Turn) -> bool:
    """Shows its card to whoever does not want it any more, and tells whether there was anything."""
    found = just_done(turn)
    if found is None:
        return False
    turn.show(card_of(turn, *found, _what_now(turn, *found)))
    return True


def _what_now(turn: Turn, partnership: Partnership, side: Side) -> Words:
    other = other_organisation(partnership, side).name
    possible = possible_actions(partnership.status, side)
    announced = Action.REVOKE_END in possible and partnership.ending_by is side
    undoable = undoable_until(turn.around.programme, partnership, side, turn.work.now) is not None
    if Action.WITHDRAW in possible or announced or undoable:
        return TO_TAP
    if partnership.status is Status.ACTIVE:
        return Msg("That holds already, and {other} has been told. What you can change about it is below.", other=other)
    return Msg("That is done, and {other} has been told. A new request stays possible.", other=other)
