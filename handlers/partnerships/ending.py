"""Ending a partnership (facts 32, 43): a button, and then the other side's name, typed; all else is optional.

The question for the name shows what will happen, so it is the review, too; below it are a day, a reason, last words.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from domain.dates import read_day
from domain.partnerships.ending import names, require_last_day
from domain.partnerships.rules import Action, Side, move
from domain.sayings.slots import Slot
from domain.words import Msg, Refused, Value, Words, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Ask, Asking, Form
from handlers.chat.forms.stock import AT_ONCE, Option
from handlers.chat.turn import Turn
from handlers.chat.views import View
from handlers.organisations.acting import require_acting_for
from handlers.partnerships import ending_words, terms
from handlers.partnerships.payloads import EndPartnership, RevokeEnd, UndoEnd
from handlers.partnerships.remarks import remark
from handlers.partnerships.taking_back import card_done, card_undone
from services.partnerships import ending, enquiries
from services.partnerships.deadlines import today
from services.partnerships.finding import decidable_partnership, visible_partnership
from services.rights import Act, own_organisation
from storage.tables import Partnership

NOTHING = "#none"


@dataclass(frozen=True)
class Draft:
    """Which partnership ends, and for which organisation (ids). `day` is in ISO's form, or `AT_ONCE`.

    `reason` is the code of a canned one, or somebody's words, or `NOTHING`; `words` are theirs, or `NOTHING`. `name` is
    what was typed.
    """

    partnership: int = 0
    organisation: int = 0
    day: str | None = AT_ONCE
    reason: str | None = NOTHING
    words: str | None = NOTHING
    name: str | None = None

    @property
    def last_day(self) -> dt.date | None:
        """The last day, where it does not end at once."""
        return None if self.day in (None, AT_ONCE) else dt.date.fromisoformat(str(self.day))


class WrongName(Refused):
    """What was typed is not the other side's name."""


def _endable(turn: Turn, draft: Draft) -> tuple[Partnership, Side]:
    """The partnership, as long as it can be ended; the form closes by itself when that has been done."""
    partnership, side = decidable_partnership(turn.work, turn.person, Act.END, draft.partnership)
    move(partnership.status, Action.END, side)
    return partnership, side


def _which_day(asking: Asking[Draft]) -> Words:
    partnership, side = ending.announceable(asking.turn.work, asking.turn.person, asking.draft.partnership)
    return paragraphs(
        Msg(
            "<b>What is the last day of the partnership with {other}?</b>",
            other=terms.other_organisation(partnership, side).name,
        ),
        Msg("Tap or write a day. Until its end everything stays as it is."),
    )


def _days(asking: Asking[Draft]) -> Sequence[Option]:
    now = today(asking.turn.work, asking.turn.around.programme)
    month_ends = now.replace(day=calendar.monthrange(now.year, now.month)[1])
    in_a_month = now + dt.timedelta(days=30)
    later = _months_later(now, 3)
    offered = [
        Option(in_a_month.isoformat(), Msg("In 30 days: {day}", day=in_a_month)),
        Option(later.isoformat(), Msg("In 3 months: {day}", day=later)),
        Option(AT_ONCE, Msg("At once")),
    ]
    if month_ends != now:
        offered.insert(0, Option(month_ends.isoformat(), Msg("End of month: {day}", day=month_ends)))
    return offered


def _months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _read_day(asking: Asking[Draft], text: str) -> str:
    now = today(asking.turn.work, asking.turn.around.programme)
    day = read_day(text, now)
    require_last_day(day, now)
    return day.isoformat()


def _day_named(_asking: Asking[Draft], day: object) -> Value:
    return Msg("At once") if day == AT_ONCE else dt.date.fromisoformat(str(day))


def _which_reason(asking: Asking[Draft]) -> Words:
    partnership, side = _endable(asking.turn, asking.draft)
    return Msg(
        "<b>Why does it end?</b> {other} reads the reason. Tap one or write your own, in up to {most} characters.",
        other=terms.other_organisation(partnership, side).name,
        most=enquiries.LONGEST,
    )


def _reasons(asking: Asking[Draft]) -> Sequence[Option]:
    _, side = _endable(asking.turn, asking.draft)
    canned = [Option(code, ending_words.REASONS[code]) for code in ending_words.REASONS_OF[side]]
    return [*canned, Option(NOTHING, Msg("Without a reason"))]


def _which_words(asking: Asking[Draft]) -> Words:
    partnership, side = _endable(asking.turn, asking.draft)
    return Msg(
        "<b>What would you like to say to {other}?</b> A thank-you, or whom to turn to: in up to {most} characters.",
        other=terms.other_organisation(partnership, side).name,
        most=enquiries.LONGEST,
    )


def _no_words(_asking: Asking[Draft]) -> Sequence[Option]:
    return [Option(NOTHING, Msg("Without last words"))]


def _which_name(asking: Asking[Draft]) -> Words:
    """What is about to happen; whoever types the name has read it."""
    draft = asking.draft
    partnership, side = _endable(asking.turn, draft)
    other = terms.other_organisation(partnership, side).name
    day = draft.last_day
    return paragraphs(
        Msg("<b>End the partnership with {other} at once?</b>", other=other)
        if day is None
        else Msg("<b>End the partnership with {other} on {day}?</b>", other=other, day=day),
        ending_words.aftermath_lines(partnership, side, other),
        _chosen(draft),
        _what_comes_next(asking.turn, other, day),
        Msg("To confirm it, please write the name: <code>{other}</code>", other=other),
    )


def _chosen(draft: Draft) -> Words | None:
    reason, words = _given(draft.reason), _given(draft.words)
    if reason is None and words is None:
        return None
    return ending_words.farewell(reason, words)


def _what_comes_next(turn: Turn, other: str, day: dt.date | None) -> Words:
    if day is None:
        return Msg(
            "{other} is told at once. For {time} you can undo it.",
            other=other,
            time=turn.around.programme.undo_within,
        )
    return Msg("{other} is told at once. You can take it back until then.", other=other)


def _given(answer: str | None) -> str | None:
    return None if answer == NOTHING else answer


def _is_name(asking: Asking[Draft], text: str) -> bool:
    found, side = visible_partnership(asking.turn.work, asking.turn.person, asking.draft.partnership)
    return names(text, terms.other_organisation(found, side).name)


def _read_name(asking: Asking[Draft], text: str) -> str:
    if _is_name(asking, text):
        return text.strip()
    found, side = visible_partnership(asking.turn.work, asking.turn.person, asking.draft.partnership)
    raise WrongName(
        Msg(
            "⚠️ That is not the name, so nothing has happened. I expect: <code>{other}</code>",
            other=terms.other_organisation(found, side).name,
        )
    )


def _finish(turn: Turn, draft: Draft) -> View:
    require_acting_for(turn, draft.organisation)
    reason, words, day = _given(draft.reason), _given(draft.words), draft.last_day
    if day is None:
        partnership = ending.end(turn.work, turn.person, draft.partnership, reason, words)
        headline = Msg("The partnership has ended.")
    else:
        programme = turn.around.programme
        partnership = ending.announce_end(turn.work, programme, turn.person, draft.partnership, day, reason, words)
        headline = Msg("📅 It is announced: the partnership ends on {day}.", day=day)
    _, side = visible_partnership(turn.work, turn.person, partnership.id)
    return card_done(turn, partnership, side, headline)


def _undone(turn: Turn, partnership: Partnership, headline: Msg) -> View:
    _, side = visible_partnership(turn.work, turn.person, partnership.id)
    return card_undone(turn, partnership, side, headline)


END_PARTNERSHIP: Form[Draft] = Form(
    name="end_partnership",
    title=Msg("End a partnership"),
    draft=Draft,
    begin=_endable,
    questions=(
        Ask(
            name="day",
            label=Msg("📅 On a day"),
            say=_which_day,
            read=_read_day,
            options=_days,
            optional=True,
            slot=Slot.WHEN,
            named=_day_named,
        ),
        remark("reason", Msg("💬 Reason"), _which_reason, options=_reasons, optional=True),
        remark("words", Msg("✍️ Last words"), _which_words, options=_no_words, optional=True),
        Ask(name="name", label=Msg("Name"), say=_which_name, read=_read_name, surely=_is_name),
    ),
    finish=_finish,
    about=lambda turn, draft: terms.other_side(turn, draft.partnership),
)


def _open(turn: Turn, payload: EndPartnership) -> None:
    """Buttons of old messages, too, whatever step they were: what follows is confirmed by the name."""
    open_form(turn, END_PARTNERSHIP, partnership=payload.partnership, organisation=own_organisation(turn.person).id)


def _revoke(turn: Turn, payload: RevokeEnd) -> None:
    partnership = ending.revoke_end(turn.work, turn.person, payload.partnership)
    turn.show(_undone(turn, partnership, Msg("↩️ Taken back: the partnership goes on.")))


def _undo(turn: Turn, payload: UndoEnd) -> None:
    partnership = ending.undo(turn.work, turn.around.programme, turn.person, payload.partnership)
    turn.show(_undone(turn, partnership, Msg("↩️ Undone: the partnership goes on as before.")))


CHAPTER = Chapter(
    routes=(on(EndPartnership, _open), on(RevokeEnd, _revoke), on(UndoEnd, _undo)),
    forms=(END_PARTNERSHIP,),
)
