"""What can be said about how long a partnership lasts: that it ends, and when, or another last day.

An end only ever opens what its button on the card opens, with both sides named; the day stands where it is confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.partnerships.rules import Action, Side
from domain.sayings.slots import Days, Slot
from domain.words import Msg
from handlers.chat.forms.speaking import open_said
from handlers.chat.forms.stock import AT_ONCE
from handlers.chat.sayings import Heard
from handlers.chat.turn import Turn
from handlers.partnerships.ending import END_PARTNERSHIP
from handlers.partnerships.lasting import LAST_DAY
from handlers.partnerships.meant import Found, Sort, begin, between, meant, show_card
from handlers.partnerships.said_changes import IS_ASKED, IS_DECLINED, NONE_ACTIVE, decline, take_back
from services.partnerships.deadlines import today
from services.partnerships.ending import EndsAnyway, announceable
from services.rights import own_organisation

ENDS = Sort.of(Action.END, Msg("⏹ End partnership"), NONE_ACTIVE)
LASTS = Sort.of(Action.SET_END, Msg("📅 Last day"), NONE_ACTIVE)


def end(turn: Turn, heard: Heard) -> None:
    """The form's question for the name: it says whether it ends at once or on the day that was said.

    “Die Krone? Weg damit”, said of a request that is still open, declines it, or withdraws it.
    """
    if (answer := _to_open_request(turn, heard)) is not None:
        answer(turn, heard)
        return
    days = heard.every(Slot.WHEN, Days)
    present = today(turn.work, turn.around.programme)
    # A day that cannot be read or taken is asked for: it must not become “at once”.
    day = {"day": AT_ONCE if all(each.last == present for each in days) else None} if days else {}

    def ask_for_name(found: Found) -> None:
        if days and day["day"] is None and _ends_anyway(turn, heard, found, days):
            return
        own = own_organisation(turn.person).id
        open_said(turn, END_PARTNERSHIP, heard, partnership=found[0].id, organisation=own, **day)

    begin(turn, meant(turn, heard, ENDS), Action.END, ask_for_name)


def _ends_anyway(turn: Turn, heard: Heard, found: Found, days: Sequence[Days]) -> bool:
    """Whether it has a last day, so that no other one can be announced: the client may bring its own one forward."""
    partnership, side = found
    try:
        announceable(turn.work, turn.person, partnership.id)
    except EndsAnyway as refused:
        lasts, last = partnership.ends_on, days[0].last
        sooner = len(days) == 1 and last is not None and lasts is not None and last < lasts
        if side is Side.CLIENT and partnership.ending_by is None and sooner:
            open_said(turn, LAST_DAY, heard, partnership=partnership.id)
        else:
            show_card(turn, found, refused.reason)
        return True
    return False


def _to_open_request(turn: Turn, heard: Heard) -> Callable[[Turn, Heard], None] | None:
    """What is meant by an end where nothing is active with the one who is named, and a request waits."""
    other = heard.one(Slot.OTHER, int)
    found = None if other is None else between(turn, other, ENDS)
    if found is None or ENDS.holds(*found):
        return None
    if IS_DECLINED.holds(*found):
        return decline
    return take_back if IS_ASKED.holds(*found) else None


def last_day(turn: Turn, heard: Heard) -> None:
    """The form, which proposes the day that was said."""
    begin(
        turn,
        meant(turn, heard, LASTS),
        Action.SET_END,
        lambda found: open_said(turn, LAST_DAY, heard, partnership=found[0].id),
        naming_both=False,
    )
