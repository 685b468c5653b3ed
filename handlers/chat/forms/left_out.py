"""What was said and has no place where something is asked: it is told, so that nobody believes that it was taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from domain.sayings.slots import Days, Value
from domain.words import Lines, Msg, Words, listing
from handlers.chat.forms.form import AnyForm
from handlers.chat.turn import Turn


def left_out(turn: Turn, form: AnyForm, text: str, values: Iterable[Value]) -> Words | None:
    """What to say of that which is settled elsewhere, where it was said with other things."""
    today = turn.work.now.date()
    found = _told(_homeless(form, values), today)
    if not found:
        return None
    where = dict.fromkeys(form.elsewhere[value.slot] for value in found if not _begins_later(value.value, today))
    return Lines((_not_here(text, found), *where), " ")


def has_no_place(turn: Turn, form: AnyForm, text: str, values: Iterable[Value]) -> Words | None:
    """The same where nothing else was said."""
    found = _homeless(form, values)
    return left_out(turn, form, text, found) or (_not_here(text, found) if found else None)


def days_left_out(turn: Turn, text: str, values: Iterable[Value]) -> Words | None:
    """What to say of days beside something that holds from the moment on in which it is confirmed."""
    days = [value for value in values if isinstance(value.value, Days) and value.start < value.end]
    found = _told(days, turn.work.now.date())
    return _not_here(text, found) if found else None


def _homeless(form: AnyForm, values: Iterable[Value]) -> Sequence[Value]:
    """Those of the values of which the form says that they are settled elsewhere: no question may be about days that
    asks for them all the same.
    """
    return [value for value in values if value.slot in form.elsewhere and value.start < value.end]


def _not_here(text: str, values: Iterable[Value]) -> Words:
    said = dict.fromkeys(text[value.start : value.end] for value in values)
    return Msg(
        "{what} has no place here, so I have left it out.", what=listing(Msg("“{words}”", words=each) for each in said)
    )


def _told(values: Iterable[Value], today: dt.date) -> Sequence[Value]:
    """Of days, only an end and a later beginning change what comes of it: “from now on” is said by the way."""
    return [each for each in values if _ends(each.value) or _begins_later(each.value, today)]


def _ends(value: object) -> bool:
    return not isinstance(value, Days) or (value.first is None and value.last is not None)


def _begins_later(value: object, today: dt.date) -> bool:
    return isinstance(value, Days) and value.first is not None and value.first > today
