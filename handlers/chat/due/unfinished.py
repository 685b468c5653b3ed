"""Forms that wait for their answers: after a day, and once, a friendly word leads back to them.

Which form that is, is read from the conversation when the time has come; until then, it stands there as a moment only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from domain.words import Msg, lines
from handlers.chat.chapters import Chapter
from handlers.chat.due.kinds import DueKind, Quiet, Recalled
from handlers.chat.due.quiet import no_such_reminders
from handlers.chat.forms.state import OpenForm, answers_in, forms_in, forms_of
from handlers.chat.notices import Notice
from handlers.chat.payloads import Discard, Resume
from handlers.chat.turn import Declared, Surroundings, Turn
from handlers.chat.views import MENU, Button, View
from storage.runtime.conversations import left_lying, unfinished, were_reminded
from storage.runtime.due import DueRow, NewDue, put
from storage.runtime.outbox import Priority
from storage.tables import Person
from storage.work import Work

FORM = "form"
REMINDED_AFTER = dt.timedelta(days=1)
_QUIET = Quiet(
    off=Msg("🔕 I do not remind you of unfinished things any more."),
    on=Msg("🔔 I remind you of unfinished things again, once each."),
)


def remind_at(turn: Turn) -> dt.datetime | None:
    """When the person is to be reminded of a form of theirs; `None` for not at all."""
    present = forms_of(turn)
    waiting = _waiting(present.open, present.kept, turn.forms)
    if waiting is None or waiting.serial == turn.standing.reminded:
        return None
    return turn.work.now + REMINDED_AFTER


def _waiting(current: OpenForm | None, kept: Sequence[OpenForm], forms: Mapping[str, Declared]) -> OpenForm | None:
    """The form that somebody would go on with: the open one, or else the one put aside last, if anything is in it."""
    every = (current, *kept) if current is not None else kept
    return next((each for each in every if answers_in(each, forms)), None)


def note_unfinished(work: Work, limit: int) -> int:
    """Has people reminded of forms for which the time has come; returns how many, `limit` at most."""
    found = unfinished(work.session, work.now, limit)
    put(work.session, [NewDue(FORM, str(each.chat_id), work.now, {}, each.person_id) for each in found], work.now)
    return len(found)


def unfinished_forms(chapters: Iterable[Chapter]) -> Chapter:
    """What the desk's chapters bring for their forms that wait."""
    forms = {form.name: form for chapter in chapters for form in chapter.forms}

    def look(work: Work, _around: Surroundings, rows: Sequence[DueRow]) -> Iterator[Recalled]:
        people = [row.person_id for row in rows if row.person_id is not None]
        states = left_lying(work.session, people)
        serials = {}
        for row in rows:
            if row.person_id is None or row.person_id not in states:
                continue
            present = forms_in(states[row.person_id], forms)
            waiting = _waiting(present.open, present.kept, forms)
            if waiting is not None:
                serials[int(row.mark)] = waiting.serial
                person = work.session.get_one(Person, row.person_id)
                notice = Notice(person, _reminder(waiting, forms), urgency=Priority.REMINDER, by_mail=None)
                yield Recalled(row, notice)
        were_reminded(work.session, serials)

    return Chapter(due=(DueKind(FORM, look, _QUIET),))


def _reminder(waiting: OpenForm, forms: Mapping[str, Declared]) -> View:
    words = lines(
        Msg("⏰ <b>You had begun “{form}”.</b>", form=forms[waiting.form].title),
        Msg("Your answers are still here. Would you like to go on?"),
    )
    serial = waiting.serial
    return View(
        words,
        (
            (Button(Msg("▶️ Continue"), Resume(serial)), Button(Msg("🗑 Discard"), Discard(serial))),
            (no_such_reminders(FORM), MENU),
        ),
    )
