"""Answers that were said before their questions: “Alpweb, full access, we pay” answers three of them.

What was said waits in the form's state until its question is the next one, and is then checked as any answer is: an
option must be offered, what is ticked must be there, what is typed must be readable. What does not fit is not taken:
it is said why, and the question is asked. Nothing that was said finishes a form: what has no review is proposed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from domain.sayings.slots import Days
from domain.words import Lines, Money, Msg, Refused, Value, Words, lines, listing
from handlers.chat.forms import views
from handlers.chat.forms.form import AnyForm, Ask, Asking, Choose, ChooseMany, Question, stored_answer
from handlers.chat.forms.state import OpenForm, asking_again
from handlers.chat.sayings import Heard
from handlers.chat.turn import Turn
from handlers.chat.views import Row

Said = Mapping[str, list[str]]
"""What was said, as texts, by the name of the question that it answers."""


class NotOffered(Refused):
    """What was said is none of the options that there are."""

    def __init__(self, question: Question[Any]) -> None:
        super().__init__(Msg("What you said under “{question}” is not to be had here.", question=question.label))


def said_in(form: AnyForm, heard: Heard) -> dict[str, list[str]]:
    """What a message says in answer to the form's questions: of each slot one value, or several to tick."""
    said: dict[str, list[str]] = {}
    for question in form.questions:
        found = [text for text in map(said_text, heard.every(question.slot, object)) if text] if question.slot else []
        if found and (len(found) == 1 or isinstance(question, ChooseMany)):
            said[question.name] = found
    for question in form.questions:
        if question.name in said and question.implies is not None:
            name, answer = question.implies
            said.setdefault(name, [answer])
    return said


def said_text(value: object) -> str | None:
    """The value as options and readers of forms know it; of days, the last one. `None` where they know none such."""
    match value:
        case Enum():
            return str(value.value)
        case int() | str():
            return str(value)
        case Money(amount, currency):
            return f"{currency} {amount:f}"
        case Days(first=first, last=dt.date() as last) if first in (None, last):
            return last.isoformat()
    return None


def answer_texts(answer: object) -> list[str]:
    """An answer in its stored form, as what was said is: texts, in order."""
    return sorted(map(str, answer if isinstance(answer, list) else [answer]))


def told_to(state: OpenForm, names: Collection[str]) -> dict[str, list[str]]:
    """What a form knows so far under these names, as if it had been said: another one is to go on with it."""
    answers = {name: answer_texts(answer) for name, answer in state.answers.items() if answer is not None}
    return {name: texts for name, texts in {**answers, **state.said}.items() if name in names}


@dataclass(frozen=True, slots=True)
class Settled:
    """A form after what was said: its state, what there is to say about it, and `ways` out where that is refused."""

    state: OpenForm
    remark: Words | None
    ways: tuple[Row, ...] = ()


def settled(turn: Turn, form: AnyForm, state: OpenForm) -> Settled:
    """Takes what was said for the next questions, one after the other, and what corrects an answer."""
    before = Asking(turn, form.filled(state.answers))
    understood: list[Value] = []
    remarks: list[Words] = []
    ways: tuple[Row, ...] = ()
    while (question := _next(form, asking := Asking(turn, form.filled(state.answers)), state.said)) is not None:
        values = state.said[question.name]
        corrects = not question.optional and getattr(asking.draft, question.name) is not None
        waits = replace(state, said={name: said for name, said in state.said.items() if name != question.name})
        try:
            question.say(asking)
            offered = _offered(question, asking)
        except Refused as refused:
            if question is form.next_question(asking.draft):
                # It cannot be asked at all: whoever asks it says why, and goes back to the question before.
                break
            remarks.append(refused.reason)
            state = waits
            continue
        try:
            answer = _answer(question, asking, values, offered, corrects=corrects)
            if answer is None or (not corrects and would_finish(form, waits, question, answer)):
                state, meant = _proposed(waits, question, asking, values, answer)
                understood += filter(None, [called(question, asking, meant)])
                remarks += filter(None, [_missing(question, asking, values)])
                break
            taken, dropped = waits.with_answers(waits.answers | {question.name: answer}), None
            if corrects:
                _require_goes_on(turn, form, taken)
                taken, dropped = _still_ticked(turn, form, waits, taken)
        except Refused as refused:
            remarks.append(refused.reason)
            ways = question.ways(asking, refused) if isinstance(question, Ask) else ()
            if corrects and not refused.proposals and not ways:
                state = waits
                continue
            again = asking_again(_later(form, waits), question) if corrects else waits
            state = views.with_proposals(again, question, refused.proposals)
            continue
        if not corrects:
            understood += filter(None, [called(question, asking, answer)])
        elif state.answers[question.name] != answer:
            remarks.append(_changed(question, before, asking, state.answers[question.name], answer))
        if corrects:
            remarks += filter(None, [_missing(question, asking, values), dropped])
        state = taken
    if state.said and (moot := _moot(form, form.filled(state.answers), state.said)):
        remarks.append(Msg("Not needed here, so I have left it out: {what}.", what=listing(moot.values())))
        state = replace(state, said={name: said for name, said in state.said.items() if name not in moot})
    if understood:
        remarks.insert(0, Msg("👂 Understood: {answers}", answers=Lines(tuple(understood), " · ")))
    return Settled(state, lines(*remarks) if remarks else None, ways)


def _next(form: AnyForm, asking: Asking[Any], said: Said) -> Question[Any] | None:
    """The first question for which something was said, unless one before it has no answer yet."""
    for question in form.applicable(asking.draft):
        if question.name in said:
            return question
        if getattr(asking.draft, question.name) is None:
            return None
    return None


def _moot(form: AnyForm, draft: object, said: Said) -> dict[str, Msg]:
    """The questions that do not come any more, and their labels. Choices before them decide about that."""
    open_choices = [place for place, each in enumerate(form.questions) if _is_open_choice(each, draft)]
    decided = open_choices[0] if open_choices else len(form.questions)
    return {
        question.name: question.label
        for question in form.questions[:decided]
        if question.name in said and not question.when(draft)
    }


def _is_open_choice(question: Question[Any], draft: object) -> bool:
    return isinstance(question, Choose) and question.when(draft) and getattr(draft, question.name) is None


def _offered(question: Question[Any], asking: Asking[Any]) -> Sequence[str]:
    """What can be tapped. Raises `Refused` where the question is moot."""
    if isinstance(question, ChooseMany):
        asking.stock(question)
        return ()
    return [option.value for option in asking.options(question)]


def _answer(
    question: Question[Any], asking: Asking[Any], values: list[str], offered: Sequence[str], *, corrects: bool
) -> object | None:
    """The answer as it is stored; `None` where more may be ticked. Raises `Refused` where it does not fit."""
    if isinstance(question, ChooseMany):
        present = asking.stock(question).present(values)
        if not present and (why := _missing(question, asking, values)) is not None:
            raise Refused(why)
        if not present:
            raise NotOffered(question)
        if not corrects and (len(present) < len(set(values)) or question.ticked_at_first(asking)):
            return None
        return list(present)
    (value,) = values
    if value in offered:
        return value
    if isinstance(question, Ask):
        return stored_answer((question.takes or question.read)(asking, value))
    raise NotOffered(question)


def _missing(question: Question[Any], asking: Asking[Any], values: list[str]) -> Words | None:
    """Why some of what was said cannot be ticked, as far as that is known."""
    if not isinstance(question, ChooseMany):
        return None
    present = asking.stock(question).present(values)
    missing = [value for value in values if value not in present]
    return question.missing(asking, missing) if missing else None


def would_finish(form: AnyForm, state: OpenForm, question: Question[Any], answer: object) -> bool:
    """Whether the answer is the last one, with no review behind it: then it is a person's to give."""
    return form.is_ready(form.filled(state.answers | {question.name: answer}))


def _proposed(
    state: OpenForm, question: Question[Any], asking: Asking[Any], values: list[str], answer: object
) -> tuple[OpenForm, object]:
    """The form as it asks the question, with what was said ticked or proposed; and what that is."""
    if not isinstance(question, ChooseMany):
        proposing = views.with_proposals(state, question, [str(answer)]) if isinstance(question, Ask) else state
        return proposing, answer
    present = list(asking.stock(question).present(values))
    ticked = state.ticked if state.ticked is not None else question.ticked_at_first(asking)
    return replace(state, ticked=[*ticked, *(value for value in present if value not in ticked)]), present


def _still_ticked(turn: Turn, form: AnyForm, before: OpenForm, now: OpenForm) -> tuple[OpenForm, Words | None]:
    """The form after a correction with what is ticked in the question at hand, if that one goes on; and what is said of
    that which cannot be ticked any more.
    """
    asking = Asking(turn, form.filled(now.answers))
    question = form.next_question(asking.draft)
    same = question is form.next_question(form.filled(before.answers))
    if not isinstance(question, ChooseMany) or not same or before.ticked is None:
        return now, None
    left = list(asking.stock(question).present(before.ticked))
    kept = replace(now, ticked=left, page=before.page, search=before.search, shelf=before.shelf)
    if len(left) == len(set(before.ticked)):
        return kept, None
    return kept, _missing(question, asking, before.ticked) or NotOffered(question).reason


def _later(form: AnyForm, state: OpenForm) -> OpenForm:
    """The form with what is ticked in the question at hand as if it had been said: another one is asked before it."""
    question = form.next_question(form.filled(state.answers))
    if not isinstance(question, ChooseMany) or not state.ticked:
        return state
    return replace(state, said={**state.said, question.name: state.ticked})


def _require_goes_on(turn: Turn, form: AnyForm, state: OpenForm) -> None:
    """Raises `Refused` where the answers after a corrected one could no longer be asked for, or reviewed."""
    asking = Asking(turn, form.filled(state.answers))
    present = form.next_question(asking.draft)
    for question in form.needed(asking.draft):
        question.say(asking)
        if question is present:
            return
    if form.review is not None:
        form.review(asking)


def called(question: Question[Any], asking: Asking[Any], answer: object) -> Value | None:
    """What an answer is called, in its stored form or as it was said; `None` where nothing says it."""
    if question.named is not None:
        return question.named(asking, answer)
    label = next((option.label for option in asking.options(question) if option.value == answer), None)
    return str(answer) if label is None and isinstance(question, Ask) else label


def _changed(question: Question[Any], before: Asking[Any], asking: Asking[Any], old: object, new: object) -> Words:
    was, now = called(question, before, old), called(question, asking, new)
    if now is None:
        return Msg("✏️ Changed: {question}", question=question.label)
    if was is None:
        return Msg("✏️ Changed: {question} – {answer}", question=question.label, answer=now)
    return Msg("✏️ Changed: {question} – {answer} (was: {before})", question=question.label, answer=now, before=was)
