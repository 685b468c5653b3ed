"""What was said and has no place in a form: it is told, so that nobody believes that it has been taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.sayings.slots import Days, Value
from domain.words import Lines, Msg, Words, listing
from handlers.chat.forms.form import AnyForm


def left_out(form: AnyForm, text: str, values: Iterable[Value]) -> Words | None:
    """What to say of that which is settled elsewhere, where it was said with other things.

    Of days, only an end changes what comes of it: “today” and “from now on” are said by the way.
    """
    found = [value for value in _homeless(form, values) if _limits(value.value)]
    if not found:
        return None
    where = dict.fromkeys(form.elsewhere[value.slot] for value in found)
    return Lines((_not_here(text, found), *where), " ")


def has_no_place(form: AnyForm, text: str, values: Iterable[Value]) -> Words | None:
    """The same where nothing else was said."""
    found = _homeless(form, values)
    return left_out(form, text, found) or (_not_here(text, found) if found else None)


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


def _limits(value: object) -> bool:
    return not isinstance(value, Days) or (value.first is None and value.last is not None)
