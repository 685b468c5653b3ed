"""How a form looks: a question with its buttons, an explanation, the review, the choice of what to change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from domain.words import Msg, Words, lines, paragraphs
from handlers.chat.forms.form import AnyForm, Ask, Asking, ChooseMany, Question
from handlers.chat.forms.state import OpenForm
from handlers.chat.forms.stock import Option
from handlers.chat.forms.tick_views import tick_rows
from handlers.chat.packing import fits
from handlers.chat.payloads import FormPress, FormVerb
from handlers.chat.rendering import DEFAULT_LANGUAGE
from handlers.chat.views import Button, Row, View

REVIEW = "review"
"""Stands for the review where a button names its question."""

BACK, CANCEL = Msg("◀️ Back"), Msg("✖️ Cancel")


def question_view(form: AnyForm, question: Question[Any], asking: Asking[Any], state: OpenForm) -> View:
    """The question with its progress, its options, and the way back and out."""

    def press(verb: FormVerb, value: str = "") -> FormPress:
        return FormPress(state.serial, verb, question.name, value)

    rows: list[Row] = []
    hint: Words | None = None
    if isinstance(question, ChooseMany):
        hint, rows = tick_rows(question, asking, state, press)
    else:
        rows += [
            (Button(option.label, press(FormVerb.ANSWER, option.value)),) for option in shown(question, asking, state)
        ]
    beside = form.offered_beside(question, asking.draft)
    if beside:
        rows.append(tuple(Button(each.label, press(FormVerb.CHANGE, each.name)) for each in beside))
    if question.explain is not None:
        rows.append((Button(question.explain_label, press(FormVerb.EXPLAIN)),))
    rows.append(_way_out(form, question, asking, press(FormVerb.BACK), press(FormVerb.CANCEL)))
    return View(paragraphs(_progress(form, question, asking), question.say(asking), hint), tuple(rows))


def shown(question: Question[Any], asking: Asking[Any], state: OpenForm) -> Sequence[Option]:
    """What can be tapped: the question's own options, below or instead of what a refusal proposed."""
    proposed = proposals(question, asking, state)
    if proposed and isinstance(question, Ask) and question.proposals is not None:
        return proposed
    return (*proposed, *asking.options(question))


def proposals(question: Question[Any], asking: Asking[Any], state: OpenForm) -> Sequence[Option]:
    """What a refusal proposed at the question. A single one is what “yes” means."""
    if not state.proposed:
        return ()
    if isinstance(question, Ask) and question.proposals is not None:
        named = question.proposals(asking, state.proposed)
        if len(named) > 1:
            return named
        return [Option(option.value, Msg("✅ Yes, {answer}", answer=option.label)) for option in named]
    if len(state.proposed) == 1:
        return [Option(state.proposed[0], Msg("✅ Yes, {answer}", answer=state.proposed[0]))]
    return [Option(answer, Msg("✅ {answer}", answer=answer)) for answer in state.proposed]


def with_proposals(state: OpenForm, question: Question[Any], proposed: Sequence[str]) -> OpenForm:
    """The form with answers to be offered at its question, as far as a button can carry them."""
    fitting = [answer for answer in proposed if fits(FormPress(state.serial, FormVerb.ANSWER, question.name, answer))]
    return replace(state, proposed=fitting)


def _progress(form: AnyForm, question: Question[Any], asking: Asking[Any]) -> Msg | None:
    needed = form.needed(asking.draft)
    steps = max(len(needed), form.steps(asking.draft))
    if steps == 1 or question.optional:
        return None
    return Msg(
        "<i>{title} · step {step} of {steps}</i>",
        title=form.title,
        step=needed.index(question) + 1,
        steps=steps,
    )


def _way_out(form: AnyForm, question: Question[Any], asking: Asking[Any], back: FormPress, cancel: FormPress) -> Row:
    cancelling = Button(CANCEL, cancel)
    if form.needed(asking.draft)[0] is question:
        return (cancelling,)
    return (Button(BACK, back), cancelling)


def explanation_view(question: Question[Any], asking: Asking[Any], state: OpenForm) -> View:
    """The article behind a question, with the way back to it."""
    if question.explain is None:
        raise TypeError(f"{question.name} has nothing to explain")
    back = FormPress(state.serial, FormVerb.ASK_AGAIN, question.name, "")
    words = asking.turn.reference.explain(asking.turn, question.explain)[0]
    return View(words, ((Button(Msg("◀️ Back to the question"), back),),))


def review_view(form: AnyForm, asking: Asking[Any], state: OpenForm) -> View:
    """All answers and what follows from them, before anything is done."""
    if form.review is None:
        raise TypeError(f"form {form.name} has no review")

    def press(verb: FormVerb, value: str = "") -> FormPress:
        return FormPress(state.serial, verb, REVIEW, value)

    words = form.review(asking)
    label = form.finish_label if isinstance(form.finish_label, Msg) else form.finish_label(asking)
    rows: tuple[Row, ...] = (
        (Button(label, press(FormVerb.FINISH, _digest(words, asking, state))),),
        *((Button(each.label, press(FormVerb.CHANGE, each.name)),) for each in form.offered_at_end(asking.draft)),
        (Button(Msg("✏️ Change something"), press(FormVerb.CHOOSE_CHANGE)),),
        (Button(BACK, press(FormVerb.BACK)), Button(CANCEL, press(FormVerb.CANCEL))),
    )
    return View(words, rows)


def reviewed(form: AnyForm, asking: Asking[Any], state: OpenForm) -> str:
    """Stands for what the review says at present: only who has read this may finish the form.

    An older review may still be in the chat, and since it was shown an answer may have been changed, or another
    partner may have got the access that the request would now replace. Raises `Refused` where the review does.
    """
    if form.review is None:
        raise TypeError(f"form {form.name} has no review")
    return _digest(form.review(asking), asking, state)


def _digest(words: Words, asking: Asking[Any], state: OpenForm) -> str:
    """Of the words and of the answers: a review cuts long lists short."""
    text = asking.turn.around.renderer.plain(words, DEFAULT_LANGUAGE)
    return hashlib.sha256((text + json.dumps(state.answers, sort_keys=True)).encode()).hexdigest()[:12]


def change_view(form: AnyForm, asking: Asking[Any], state: OpenForm) -> View:
    """The review with one button per answer that can be changed."""
    if form.review is None:
        raise TypeError(f"form {form.name} has no review")
    rows: list[Row] = [
        (Button(question.label, FormPress(state.serial, FormVerb.CHANGE, REVIEW, question.name)),)
        for question in form.applicable(asking.draft)
        if question not in form.offered_at_end(asking.draft)
    ]
    rows.append((Button(BACK, FormPress(state.serial, FormVerb.ASK_AGAIN, REVIEW, "")),))
    words: Words = lines(form.review(asking), "", Msg("<b>What would you like to change?</b>"))
    return View(words, tuple(rows))
