"""Until when offers are taken: the question that publishing and extending a tender share, and days as they are said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from domain.dates import DateRefused
from domain.sayings.slots import Days
from domain.sayings.terms import Term
from domain.tenders.deadlines import in_days, read_deadline
from domain.words import Lines, Local, Msg, Words, paragraphs
from domain.zones import place_of
from handlers.chat.forms.form import Ask, Asking
from handlers.chat.forms.stock import Option
from handlers.chat.turn import Turn
from handlers.tenders.draft import Draft, moment_in, stored_moment
from services.people.timezone import zone_of

_DAYS = (7, 14, 28)


def zone_here(turn: Turn) -> dt.tzinfo:
    """Where the person's clock stands."""
    return zone_of(turn.around.programme, turn.person)


def which_deadline(asking: Asking[Draft]) -> Words:
    """The question, which says by whose clock it is meant."""
    zone = zone_here(asking.turn)
    return paragraphs(
        Msg("<b>Until when do you take offers?</b>"),
        Msg(
            "Tap it, or type a day, with a time if you like: {example}. It is meant in the time of {place}.",
            example=Local(in_days(14, asking.turn.work.now, zone), zone),
            place=place_of(str(zone)),
        ),
    )


def deadline_options(asking: Asking[Draft]) -> Sequence[Option]:
    """In a week, in two, in four: at the end of the working day."""
    zone, now = zone_here(asking.turn), asking.turn.work.now
    moments = [in_days(days, now, zone) for days in _DAYS]
    terms = [Term.SOONEST, None, None]
    return [Option(stored_moment(each), _moment(asking, each), term) for each, term in zip(moments, terms, strict=True)]


def _moment(asking: Asking[Draft], moment: dt.datetime) -> Words:
    return Msg("{moment}", moment=Local(moment, zone_here(asking.turn)))


def read_deadline_here(asking: Asking[Draft], text: str) -> str:
    """What was typed, by the person's clock: a day is one in figures, or “in drei Wochen”."""
    turn, zone = asking.turn, zone_here(asking.turn)
    try:
        return stored_moment(read_deadline(text, turn.work.now, zone))
    except DateRefused:
        day = spoken_day(turn, text)
        if day is None:
            raise
        return stored_moment(read_deadline(day.isoformat(), turn.work.now, zone))


def spoken_day(turn: Turn, text: str) -> dt.date | None:
    """The only day that a text says, or the last one of those that it does: “bis Ende März”, “in three weeks”."""
    values = turn.hears(text)
    beside = turn.around.understanding.in_forms.beside(text, values)
    match [value.value for value in values]:
        case [Days(first, last)] if not (beside.unknown or beside.asks or beside.denies):
            return last or first
    return None


DEADLINE: Ask[Draft] = Ask(
    name="deadline",
    label=Msg("Deadline"),
    say=which_deadline,
    read=read_deadline_here,
    options=deadline_options,
    proposals=lambda asking, stored: [Option(each, _moment(asking, moment_in(each))) for each in stored],
    named=lambda asking, stored: Lines((_moment(asking, moment_in(str(stored))),)),
    distinct=True,
    term=Term.DEADLINE,
)
