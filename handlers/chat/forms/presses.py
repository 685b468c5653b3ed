"""Taps in a form: answers, ticks, back, change, explain, finish – and the buttons of questions long answered.

A button names its form's number in the chat and its question, so an old one is recognised: it gets a friendly word
and the present question, and changes nothing.
"""

from __future__ import annotations

from typing import Any

from domain.words import Msg
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms import ticks, views
from handlers.chat.forms.dialogue import ask, cancel, finish, resume, step_back, take_answer
from handlers.chat.forms.form import AnyForm, Asking, Choose, ChooseMany, Question
from handlers.chat.forms.state import OpenForm, asking_again, form_of, forms_of, set_open
from handlers.chat.payloads import FormPress, FormVerb, Resume
from handlers.chat.turn import Turn

_TICKING = frozenset(
    {
        FormVerb.TOGGLE,
        FormVerb.DONE,
        FormVerb.TICK,
        FormVerb.UNTICK,
        FormVerb.OPEN_SHELF,
        FormVerb.TURN_PAGE,
        FormVerb.SHOW_ALL,
    }
)


def press(turn: Turn, payload: FormPress) -> None:
    """A tap under a form's question or review. An old one gets a friendly word and the present question."""
    turn.in_form = True
    state = forms_of(turn).open
    if state is None or state.serial != payload.serial:
        _old_form(turn, payload)
        return
    form = form_of(turn, state)
    asking = Asking(turn, form.filled(state.answers))
    question = form.next_question(asking.draft)
    present = question.name if question is not None else views.REVIEW
    if payload.verb is FormVerb.CANCEL:
        cancel(turn)
    elif payload.verb is FormVerb.ASK_AGAIN:
        ask(turn)
    elif payload.question != present:
        _old_question(turn, state, payload)
    elif payload.verb is FormVerb.BACK and step_back(turn, state):
        ask(turn)
    elif question is None:
        _press_in_review(turn, form, asking, state, payload)
    else:
        _press_in_question(turn, form, question, asking, state, payload)


def _press_in_question(
    turn: Turn, form: AnyForm, question: Question[Any], asking: Asking[Any], state: OpenForm, payload: FormPress
) -> None:
    if isinstance(question, ChooseMany) and payload.verb in _TICKING:
        _tick(turn, form, question, asking, state, payload)
        return
    offered = {option.value for option in (*views.proposals(question, asking, state), *asking.options(question))}
    match payload.verb:
        case FormVerb.ANSWER if payload.value in offered:
            take_answer(turn, form, state, question, payload.value)
        case FormVerb.EXPLAIN if question.explain is not None:
            turn.show(views.explanation_view(question, asking, state))
        case FormVerb.CHANGE if payload.value in {each.name for each in form.offered_beside(question, asking.draft)}:
            set_open(turn, state.with_answers(state.answers | {payload.value: None}))
            ask(turn)
        case _:
            turn.whisper(Msg("That is no longer available."))
            ask(turn)


def _tick(
    turn: Turn, form: AnyForm, question: ChooseMany[Any], asking: Asking[Any], state: OpenForm, payload: FormPress
) -> None:
    if payload.verb is FormVerb.DONE and (chosen := ticks.chosen(question, asking, state)):
        take_answer(turn, form, state, question, chosen)
        return
    changed = ticks.pressed(question, asking, state, payload)
    if changed is None:
        turn.whisper(Msg("That is no longer available."))
    else:
        set_open(turn, changed)
    ask(turn)


def _press_in_review(turn: Turn, form: AnyForm, asking: Asking[Any], state: OpenForm, payload: FormPress) -> None:
    if payload.verb is FormVerb.FINISH:
        form.hold(turn)
    match payload.verb:
        case FormVerb.FINISH if payload.value == views.reviewed(form, asking, state):
            finish(turn, form, state)
        case FormVerb.FINISH:
            ask(turn, remark=Msg("⚠️ Something has changed since this was shown. Please check it once more."))
        case FormVerb.CHOOSE_CHANGE:
            turn.show(views.change_view(form, asking, state))
        case FormVerb.CHANGE if (changed := form.question(payload.value)) is not None:
            set_open(turn, asking_again(state, changed))
            ask(turn)
        case _:
            ask(turn)


def _old_question(turn: Turn, state: OpenForm, payload: FormPress) -> None:
    """A tap under a question that has been answered. The same answer twice is a double tap and means nothing."""
    question = form_of(turn, state).question(payload.question)
    agreed = isinstance(question, Choose) and question.noted is not None and payload.question in state.answers
    if payload.verb is FormVerb.ANSWER and (agreed or state.answers.get(payload.question) == payload.value):
        turn.whisper(Msg("I have noted that already."))
        return
    turn.retire_buttons()
    ask(turn, fresh=True, remark=Msg("That question has been answered. With “Back” you can change your answer."))


def _old_form(turn: Turn, payload: FormPress) -> None:
    kept = next((form for form in forms_of(turn).kept if form.serial == payload.serial), None)
    if kept is not None:
        resume(turn, Resume(kept.serial))
        return
    turn.whisper(Msg("This is finished or was cancelled; the buttons no longer do anything."))
    turn.retire_buttons()
    ask(turn, fresh=True)


CHAPTER = Chapter(routes=(on(FormPress, press),))
