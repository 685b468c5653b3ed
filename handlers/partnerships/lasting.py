"""The last day of an access: the client chooses one, extends it with a tap, or takes it away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from domain.dates import read_day
from domain.partnerships.rules import Side
from domain.sayings.slots import Slot
from domain.words import Lines, Msg, Plural, Value, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Ask, Asking, Form, answered
from handlers.chat.forms.stock import NO_END, Option
from handlers.chat.turn import Turn
from handlers.chat.views import View
from handlers.partnerships.payloads import ChooseLastDay, ExtendAccess, LetEnd
from handlers.partnerships.showing import card_of
from handlers.partnerships.taking_back import card_done
from services.partnerships import lasting
from services.partnerships.deadlines import today
from services.partnerships.finding import visible_partnership
from storage.tables import Partnership

_NO_LAST_DAY = Option(NO_END, Msg("♾ No last day"))
STEPS = (1, 3, 12)
"""Months by which a tap extends the access."""


@dataclass(frozen=True)
class LastDayDraft:
    """Which partnership lasts until when: a day in ISO 8601, or `NO_END`."""

    partnership: int = 0
    day: str | None = None


def _lasting(turn: Turn, draft: LastDayDraft) -> Partnership:
    return lasting.require_lasting(turn.work, turn.person, draft.partnership)


def _which_day(asking: Asking[LastDayDraft]) -> Words:
    partnership = _lasting(asking.turn, asking.draft)
    partner = partnership.partner.name
    return paragraphs(
        lines(
            Msg("<b>Until when should {partner} have its access?</b>", partner=partner),
            Msg("At present: until {day}.", day=partnership.ends_on) if partnership.ends_on is not None else None,
        ),
        Msg(
            "Tap a day or type one, such as 31.3.2027. It is the last one; I remind both of you before, "
            "and nothing renews itself."
        ),
        Msg("It holds at once, and {partner} is told.", partner=partner),
    )


def _offered_days(asking: Asking[LastDayDraft]) -> Sequence[Option]:
    partnership = _lasting(asking.turn, asking.draft)
    present = today(asking.turn.work, asking.turn.around.programme)
    begin = max(partnership.ends_on or present, present)
    options = [_option(lasting.months_later(begin, months), months) for months in STEPS]
    if partnership.ends_on is not None:
        options.append(_NO_LAST_DAY)
    return options


def _proposed(_asking: Asking[LastDayDraft], days: Sequence[str]) -> Sequence[Option]:
    return [_NO_LAST_DAY if day == NO_END else Option(day, Lines((dt.date.fromisoformat(day),))) for day in days]


def _named(_asking: Asking[LastDayDraft], day: object) -> Value:
    return _NO_LAST_DAY.label if day == NO_END else dt.date.fromisoformat(str(day))


def _option(day: dt.date, months: int) -> Option:
    label = (
        Msg("+1 year: {day}", day=day)
        if months == 12
        else Plural("+{n} month: {day}", "+{n} months: {day}", months, day=day)
    )
    return Option(day.isoformat(), label)


def _read_day(asking: Asking[LastDayDraft], text: str) -> str:
    if asking.turn.hearing.short(asking.turn, text, Slot.WHEN) == NO_END:
        raise lasting.LastDayRefused(Msg("There is no last day at present: the access lasts until somebody ends it."))
    present = today(asking.turn.work, asking.turn.around.programme)
    day = read_day(text, present)
    lasting.require_last_day(day, present)
    return day.isoformat()


def _finish(turn: Turn, draft: LastDayDraft) -> View:
    chosen = answered(draft.day)
    day = None if chosen == NO_END else dt.date.fromisoformat(chosen)
    return _set(turn, draft.partnership, day)


def _set(turn: Turn, partnership_id: int, day: dt.date | None) -> View:
    partnership = lasting.set_end(turn.work, turn.around.programme, turn.person, partnership_id, day)
    partner = partnership.partner.name
    headline = (
        Msg("♾ {partner} keeps its access until somebody ends it. It is told.", partner=partner)
        if day is None
        else Msg("📅 {partner} has its access until {day}. It is told.", partner=partner, day=day)
    )
    return card_done(turn, partnership, Side.CLIENT, headline)


LAST_DAY: Form[LastDayDraft] = Form(
    name="last_day",
    title=Msg("Last day"),
    draft=LastDayDraft,
    begin=_lasting,
    questions=(
        Ask(
            name="day",
            label=Msg("Last day"),
            say=_which_day,
            read=_read_day,
            options=_offered_days,
            proposals=_proposed,
            slot=Slot.WHEN,
            named=_named,
        ),
    ),
    finish=_finish,
)


def _choose(turn: Turn, payload: ChooseLastDay) -> None:
    open_form(turn, LAST_DAY, partnership=payload.partnership)


def _extend(turn: Turn, payload: ExtendAccess) -> None:
    partnership, side = visible_partnership(turn.work, turn.person, payload.partnership)
    present = partnership.ends_on
    if present is None or present.isoformat() != payload.since or payload.months not in STEPS:
        # Somebody has changed the last day since this was offered: what holds now is shown, and nothing is added.
        turn.show(card_of(turn, partnership, side, Msg("That was settled in the meantime. This is how it is now.")))
        return
    turn.show(_set(turn, partnership.id, lasting.months_later(present, payload.months)))


def _let_end(turn: Turn, payload: LetEnd) -> None:
    partnership, side = visible_partnership(turn.work, turn.person, payload.partnership)
    day = partnership.ends_on
    words = None if day is None else Msg("Then it stays at that: the last day is {day}.", day=day)
    turn.show(card_of(turn, partnership, side, words))


CHAPTER = Chapter(
    routes=(on(ChooseLastDay, _choose), on(ExtendAccess, _extend), on(LetEnd, _let_end)),
    forms=(LAST_DAY,),
)
