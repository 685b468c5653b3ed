"""What has changed since a day, with everybody or with one: the steps of partnerships in sentences, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from domain.partnerships.rules import Side
from domain.sayings.slots import Slot
from domain.words import Day, Lines, Literal, Msg, Words, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.labels import name_on_button
from handlers.chat.lists import PAGE
from handlers.chat.payloads import Go
from handlers.chat.sayings import Heard, tells
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.partnerships import terms
from handlers.partnerships.history import whole
from handlers.partnerships.known import TO_PARTNERS, between
from handlers.partnerships.payloads import ShowHistory
from handlers.partnerships.sentences import IN_CHAT, Teller
from services.partnerships.changes import changed
from services.partnerships.deadlines import over_at, today
from services.partnerships.steps import Taken
from services.rights import own_organisation
from storage.tables import Partnership

BACK = dt.timedelta(days=30)
"""How far it is looked back where no day is named."""
MOST_BUTTONS = 6
_A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Change:
    partnership: Partnership
    teller: Teller
    step: Taken

    @property
    def other(self) -> str:
        """The name of the other side."""
        return terms.other_organisation(self.partnership, self.teller.side).name


def _tell(turn: Turn, heard: Heard) -> None:
    first, last = _days(turn, heard)
    other_id = heard.one(Slot.OTHER, int)
    other: str | None = None
    if other_id is not None:
        made = between(turn, other_id)
        if made is None:
            return
        partnership, side = whole(turn, ShowHistory(made.id, 0))
        other = terms.other_organisation(partnership, side).name
    told = _changes(turn, first, last, other_id)
    words = paragraphs(
        _heading(_span(turn, first, last), other, nothing=not told),
        *(_entry(each, is_named=other is None) for each in told[:PAGE]),
        Msg("… and {n} more", n=len(told) - PAGE) if len(told) > PAGE else None,
    )
    is_partner = own_organisation(turn.person).is_partner
    below: Row = (Button(Msg("👥 All clients"), Go("clients")), MENU) if is_partner else TO_PARTNERS
    turn.show(View(words, (*_histories(told), below)))


def _days(turn: Turn, heard: Heard) -> tuple[dt.date, dt.date]:
    said = heard.days
    last = said.last or today(turn.work, turn.around.programme)
    return said.first or last - BACK, last


def _changes(turn: Turn, first: dt.date, last: dt.date, other_id: int | None) -> Sequence[_Change]:
    """The newest first."""
    programme = turn.around.programme
    since, until = over_at(programme, first - _A_DAY), over_at(programme, last)
    side = Side.PARTNER if own_organisation(turn.person).is_partner else Side.CLIENT
    found = []
    for partnership, steps in changed(turn.work, turn.person, since, until, other_id):
        teller = Teller(programme, partnership, side, IN_CHAT)
        found += [_Change(partnership, teller, step) for step in teller.tells(steps) if since <= step.at < until]
    return sorted(found, key=lambda each: each.step.at)[::-1]  # of one moment, the last step first, too


def _span(turn: Turn, first: dt.date, last: dt.date) -> Words:
    if last >= today(turn.work, turn.around.programme):
        return Msg("since {day}", day=first)
    return Msg("between {first} and {last}", first=first, last=last)


def _heading(span: Words, other: str | None, *, nothing: bool) -> Words:
    if nothing and other is None:
        return Msg("Nothing has changed in your partnerships {then}.", then=span)
    if nothing:
        return Msg("Nothing has changed with {other} {then}.", other=other or "", then=span)
    if other is None:
        return Msg("This has changed in your partnerships {then}, the newest first:", then=span)
    return Msg("This has changed with {other} {then}, the newest first:", other=other, then=span)


def _entry(change: _Change, *, is_named: bool) -> Words:
    day = Msg("<b>{day}</b>", day=Day(change.step.at))
    said = change.teller.sentence(change.step)
    return Lines((day, change.other, said) if is_named else (day, said), " · ")


def _histories(told: Sequence[_Change]) -> tuple[Row, ...]:
    others = {each.partnership.id: each.other for each in told[:PAGE]}
    return tuple(
        (Button(Lines((Literal("🕘"), name_on_button(name)), " "), ShowHistory(key, 0)),)
        for key, name in list(others.items())[:MOST_BUTTONS]
    )


CHAPTER = Chapter(sayings=(tells("what_changed", Msg("What has changed"), _tell, Slot.OTHER, Slot.WHEN),))
