"""What was said and has no place where something is asked: it is told, so that nobody believes that it was taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from domain.sayings.in_forms import Beside
from domain.sayings.slots import Days, Slot, Value
from domain.words import Lines, Listing, Msg, Words, lines, listing
from handlers.chat.forms.form import AnyForm
from handlers.chat.turn import Turn

_CLOSE = 12
"""Letters between two that are named together: “, und auch die ”."""


def left_out(turn: Turn, form: AnyForm, text: str, values: Iterable[Value]) -> Words | None:
    """What to say of that which is settled elsewhere, where it was said with other things."""
    today = turn.work.now.date()
    found = _told(_homeless(form, values), today)
    missing = not_found(text, _beside_others(turn, form, text))
    if not found:
        return missing
    where = dict.fromkeys(form.elsewhere[value.slot] for value in found if not _begins_later(value.value, today))
    return lines(Lines((_not_here(text, found), *where), " "), missing)


def not_found(text: str, unfound: Sequence[Value]) -> Words | None:
    """What to say of products that are spoken of and are not here, or of which it is not clear which ones are meant."""
    missing = [value for value in unfound if value.value is None]
    several = [value for value in unfound if value.value is not None]
    if not unfound:
        return None
    return lines(
        Msg("Among the products here I do not find {what}, so I have left it out.", what=_quoted(text, missing))
        if missing
        else None,
        Msg("{what} may be several products here. Please tick those that you mean.", what=_quoted(text, several))
        if several
        else None,
    )


def unfound(turn: Turn, form: AnyForm, text: str) -> tuple[Value, ...]:
    """Products that are spoken of and are not here, where the form is about products."""
    is_about = any(question.slot is Slot.PRODUCT for question in form.questions)
    return turn.hearing.unfound(turn, text) if is_about else ()


def _beside_others(turn: Turn, form: AnyForm, text: str) -> Sequence[Value]:
    """Those that are named together with one that is here; of others, somebody may only tell something."""
    found = unfound(turn, form, text)
    here = [value for value in turn.hears(text) if value.slot is Slot.PRODUCT] if found else []
    in_forms = turn.around.understanding.in_forms

    def is_joined(one: Value, other: Value) -> bool:
        between = text[min(one.end, other.end) : max(one.start, other.start)]
        return len(between) <= _CLOSE and in_forms.beside(between, ()) == Beside()

    return [each for each in found if any(is_joined(each, other) for other in here)]


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
    return Msg("{what} has no place here, so I have left it out.", what=_quoted(text, values))


def _quoted(text: str, values: Iterable[Value]) -> Listing:
    said = dict.fromkeys(text[value.start : value.end] for value in values)
    return listing(Msg("“{words}”", words=each) for each in said)


def _told(values: Iterable[Value], today: dt.date) -> Sequence[Value]:
    """Of days, only an end and a later beginning change what comes of it: “from now on” is said by the way."""
    return [each for each in values if _ends(each.value) or _begins_later(each.value, today)]


def _ends(value: object) -> bool:
    return not isinstance(value, Days) or (value.first is None and value.last is not None)


def _begins_later(value: object, today: dt.date) -> bool:
    return isinstance(value, Days) and value.first is not None and value.first > today
