"""What waits, for whom and until when: for the person, for their colleagues, and for the other side."""

from __future__ import annotations

from collections.abc import Sequence

from domain.partnerships.rules import Side, Status
from domain.words import Local, Msg, Plural, Words, lines, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.payloads import Go
from handlers.chat.sayings import Heard, tells
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.home.waiting import Entry, entries_waiting, labelled, others_waiting, waiting_for
from handlers.organisations.acting import own_role
from handlers.partnerships.payloads import ShowPartnership
from services.care.reaching import reach_in_role
from services.people.timezone import zone_of
from services.rights import Act, Relation, may, own_organisation
from storage.partnerships import newest_of_partner, of_client
from storage.tables import Partnership

MOST_OF_OTHERS = 4
"""Of what others have to do; the rest stands in the list of deadlines."""
MOST_BUTTONS = 5


def _tell(turn: Turn, _heard: Heard) -> None:
    own = own_organisation(turn.person)
    waiting = waiting_for(turn)
    mine = entries_waiting(turn, waiting, others_waiting(turn, waiting), 0) if waiting.total else []
    more = waiting.total - len(mine)
    others = _others(turn)
    words = paragraphs(
        lines(
            Plural(
                "{n} thing waits for you at {organisation}:",
                "{n} things wait for you at {organisation}:",
                waiting.total,
                organisation=own.name,
            )
            if mine
            else Msg("✨ Nothing waits for you at {organisation}.", organisation=own.name),
            *(words for words, _ in mine),
            Msg("… and {n} more", n=more) if more else None,
        ),
        lines(*(words for words, _ in others)) if others else None,
    )
    rows = tuple((button,) for _, button in (*mine, *others)[:MOST_BUTTONS])
    below: Row = (Button(Msg("⏳ All deadlines"), Go("deadlines")), MENU)
    everything: tuple[Row, ...] = ((Button(Msg("🔔 Everything"), Go("waiting")),),) if mine else ()
    turn.show(View(words, (*rows, *everything, below)))


def _others(turn: Turn) -> Sequence[Entry]:
    """What colleagues have to decide, where the reader cannot, and what the other side has."""
    own, role = own_organisation(turn.person), own_role(turn)
    side = Side.PARTNER if own.is_partner else Side.CLIENT
    decides = may(Act.CONFIRM, Relation(side), role)
    to_decide, to_wait_for = (Status.PENDING, Status.PROPOSED) if own.is_partner else (Status.PROPOSED, Status.PENDING)
    wanted = [to_wait_for] if decides else [to_decide, to_wait_for]
    session, now = turn.work.session, turn.work.now
    if own.is_partner:
        among = reach_in_role(turn.person, role).among
        found = newest_of_partner(session, own.id, wanted[0], now, *wanted[1:], among=among, limit=MOST_OF_OTHERS)
    else:
        found = of_client(session, own.id, now, wanted)[:MOST_OF_OTHERS]
    return [_entry(turn, each, side, is_ours=each.status is to_decide) for each in found]


def _entry(turn: Turn, request: Partnership, side: Side, *, is_ours: bool) -> Entry:
    other = (request.partner if side is Side.CLIENT else request.client).name
    until = Local(request.lapses_at or request.requested_at, zone_of(turn.around.programme, turn.person))
    words: Words = (
        Msg("📥 {other} waits for a legal representative’s answer until {moment}.", other=other, moment=until)
        if is_ours
        else Msg("⏳ {other} can answer you until {moment}.", other=other, moment=until)
    )
    return words, Button(labelled("📥" if is_ours else "⏳", other), ShowPartnership(request.id))


CHAPTER = Chapter(sayings=(tells("what_waits", Msg("What waits, and until when"), _tell),))
