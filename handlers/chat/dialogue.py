"""Runs forms: opens them, asks, takes answers, finishes, cancels, puts aside and takes up again.

Whatever arrives while a form is open, the answer ends with the form's question, or with a button that leads back to
it, so that nobody is left without knowing what comes next. A question asked in the middle is answered from the
knowledge base first. Taps in a form are `handlers.chat.form_presses`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.words import Literal, Msg, Refused, Words, paragraphs
from handlers.chat import form_views as views
from handlers.chat import ticks
from handlers.chat.asides import aside
from handlers.chat.chapters import Chapter, on
from handlers.chat.form_state import (
    FormsOfChat,
    OpenForm,
    form_of,
    forms_of,
    has_answers,
    put_aside,
    set_forms,
    set_open,
    take_up,
)
from handlers.chat.forms import AnyForm, Ask, Asking, Choose, ChooseMany, Question, stored_answer
from handlers.chat.option_labels import labelled, meant_by, proposed_by
from handlers.chat.payloads import Discard, GoFirst, Resume
from handlers.chat.turn import ChatCommand, Declared, Turn
from handlers.chat.views import MENU, Button, Row, View


def open_form(turn: Turn, form: AnyForm, **preset: object) -> None:
    """Starts a form, or takes it up where the person left it; another one that is open is put aside.

    `preset` are fields of the draft that no question asks for, or known answers. Raises what `Form.begin` does.
    """
    form.begin(turn, form.filled(preset))
    forms = forms_of(turn)
    unfinished = [forms.open, *forms.kept] if forms.open else list(forms.kept)
    again = next((kept for kept in unfinished if kept.form == form.name and _is_about(kept, preset)), None)
    if again is not None and (again == forms.open or take_up(turn, again.serial)) and has_answers(turn, again):
        ask(turn, fresh=True, remark=Msg("You have already begun this, so we go on where you stopped."))
        return
    aside = put_aside(turn)
    turn.standing.serial += 1
    set_open(turn, OpenForm(form.name, turn.standing.serial, dict(preset)))
    remark = None
    if aside is not None:
        title = turn.forms[aside.form].title
        remark = Msg("I keep your answers in “{form}” for later.", form=title)
    ask(turn, fresh=True, remark=remark)


def go_on_with(turn: Turn, command: str) -> None:
    """Has the open form followed by a command, and shows where the form stands."""
    _remember(turn, command)
    described = turn.commands[command].description or Literal(f"/{command}")
    ask(turn, fresh=True, remark=Msg("First we finish this; then we go on to “{command}”.", command=described))


def _remember(turn: Turn, command: str) -> None:
    state = forms_of(turn).open
    if state is not None:
        set_open(turn, replace(state, then=command))


def _is_about(kept: OpenForm, preset: dict[str, object]) -> bool:
    return all(kept.answers.get(name) == value for name, value in preset.items())


def ask(turn: Turn, *, fresh: bool = False, remark: Words | None = None, ways: tuple[Row, ...] = ()) -> None:
    """Shows what the open form wants next: a question, or its review. `remark` is said above it, with `ways` below.

    `fresh` says it in a new message; otherwise the tapped one is used. Where a question cannot be asked, the
    reason is said and the question before it asked again.
    """
    state = forms_of(turn).open
    if state is None:
        return
    form = form_of(turn, state)
    asking = Asking(turn, form.filled(state.answers))
    question = form.next_question(asking.draft)
    try:
        view = (
            views.question_view(form, question, asking, state)
            if question is not None
            else views.review_view(form, asking, state)
        )
    except Refused as refused:
        # What was refused just now is often refused again when the question is asked: it is said once.
        said = remark if remark == refused.reason else paragraphs(remark, refused.reason)
        if not step_back(turn, state):
            _close(turn, said)
        else:
            ask(turn, fresh=fresh, remark=said)
        return
    if remark is not None:
        view = replace(view, words=paragraphs(remark, view.words), rows=(*ways, *view.rows))
    (turn.show_below if fresh else turn.show)(view)


def remind(turn: Turn, remark: Words) -> None:
    """Says something short while a form is open: what the form has asked stands above, and a button leads back."""
    state = forms_of(turn).open
    if state is None:
        raise ValueError("no form is open")
    title = turn.forms[state.form].title
    words = paragraphs(remark, Msg("“{form}” goes on where we stopped.", form=title))
    turn.say(words, (Button(Msg("▶️ Continue: {form}", form=title), Resume(state.serial)),))


def hear(turn: Turn, text: str) -> None:
    """A typed message while a form is open: an answer, or a question in between."""
    state = forms_of(turn).open
    if state is None:
        raise ValueError("no form is open")
    form = form_of(turn, state)
    asking = Asking(turn, form.filled(state.answers))
    question = form.next_question(asking.draft)
    verbatim = isinstance(question, Ask) and question.verbatim
    if not verbatim and (word := aside(turn, question, asking, state, text)) is not None:
        if question is None:
            remind(turn, word)
        else:
            ask(turn, fresh=True, remark=word)
        return
    asks = text.rstrip().endswith("?") and not verbatim
    unmistakable = isinstance(question, Ask) and question.unmistakable
    first = (asks and not unmistakable) or (not verbatim and turn.reference.goes_first(turn, text))
    if first and _interrupted(turn, text):
        return
    match question:
        case Ask():
            meant = labelled(turn, question, asking, text) or proposed_by(turn, question, asking, state, text)
            if meant is not None:
                take_answer(turn, form, state, question, meant)
                return
            try:
                value = question.read(asking, text)
            except Refused as refused:
                set_open(turn, views.with_proposals(state, question, refused.proposals))
                ways = question.ways(asking, refused)
                if refused.proposals or ways or not _interrupted(turn, text, None if asks else refused.reason):
                    ask(turn, fresh=True, remark=refused.reason, ways=ways)
                return
            take_answer(turn, form, state, question, stored_answer(value))
        case ChooseMany() if (heard := ticks.heard(question, asking, state, text)) is not None:
            set_open(turn, heard.state)
            ask(turn, fresh=True, remark=heard.remark)
        case Choose() if (meant := meant_by(turn, question, asking, text)) is not None:
            take_answer(turn, form, state, question, meant)
        case Choose() | ChooseMany():
            remark = Msg("Please choose with one of the buttons below.")
            if not _interrupted(turn, text, remark):
                ask(turn, fresh=True, remark=remark)
        case _:
            remark = Msg("Everything is filled in. Please use the buttons below.")
            if not _interrupted(turn, text, remark):
                ask(turn, fresh=True, remark=remark)


def _interrupted(turn: Turn, text: str, remark: Words | None = None) -> bool:
    """Answers a question asked in the middle of a form, if it is one, and asks the form's question again.

    Without a question mark it may have been meant as an answer; `remark` says why it is none.
    """
    if not turn.reference.interject(turn, text, text.rstrip().endswith("?")):
        return False
    ask(turn, fresh=True, remark=remark)
    return True


def take_answer(turn: Turn, form: AnyForm, state: OpenForm, question: Question[Any], value: object) -> None:
    """Notes an answer in its stored form and goes on: to the next question, the review, or the end."""
    state = state.with_answers(state.answers | {question.name: value})
    set_open(turn, state)
    draft = form.filled(state.answers)
    if form.next_question(draft) is None and form.review is None:
        finish(turn, form, state)
    else:
        ask(turn)


def finish(turn: Turn, form: AnyForm, state: OpenForm) -> None:
    """Does what the form is for. Raises `Refused` where that is not possible; the answers then stay."""
    view = form.finish(turn, form.filled(state.answers))
    set_open(turn, None)
    turn.show(view)
    if state.then is not None and state.then in turn.commands:
        _go_on(turn, state.then)
    else:
        offer_kept_form(turn)


def _go_on(turn: Turn, command: str) -> None:
    """What has been finished stands, whether that is possible or not."""
    try:
        turn.run(command)
    except Refused as refused:
        turn.say(refused.reason, (MENU,))


def step_back(turn: Turn, state: OpenForm) -> bool:
    """Drops the answer before the present question; false where there is none."""
    form = form_of(turn, state)
    draft = form.filled(state.answers)
    present = form.next_question(draft)
    if present is not None and present.in_review is not None:
        set_open(turn, state.without(present.name))
        return True
    before = [question for question in form.applicable(draft) if question.in_review is None]
    if present is not None:
        before = before[: before.index(present)]
    if not before:
        return False
    set_open(turn, state.without(before[-1].name))
    return True


def _close(turn: Turn, words: Words) -> None:
    set_open(turn, None)
    turn.show(View(words, ((MENU,),)))
    offer_kept_form(turn)


def offer_kept_form(turn: Turn) -> None:
    """Reminds the person of the form that was put aside last, if there is one."""
    kept = forms_of(turn).kept
    if kept:
        view = kept_form(kept[0], turn.forms)
        turn.say(view.words, *view.rows)


def kept_form(kept: OpenForm, forms: Mapping[str, Declared]) -> View:
    """A form that was put aside, to be taken up or dropped."""
    row = (Button(Msg("▶️ Continue"), Resume(kept.serial)), Button(Msg("🗑 Discard"), Discard(kept.serial)))
    return View(Msg("“{form}” is still waiting with your answers.", form=forms[kept.form].title), (row,))


def cancel(turn: Turn) -> None:
    """Drops the open form with all its answers."""
    state = forms_of(turn).open
    if state is None:
        turn.show(View(Msg("There is nothing to cancel. /menu shows what I can do."), ((MENU,),)))
        return
    title = turn.forms[state.form].title
    _close(turn, Msg("“{form}” is cancelled. Nothing was changed or sent.", form=title))


def resume(turn: Turn, payload: Resume) -> None:
    """Takes up a form that was put aside; the open one is put aside in its place."""
    forms = forms_of(turn)
    if take_up(turn, payload.serial) or (forms.open is not None and forms.open.serial == payload.serial):
        ask(turn)
    else:
        turn.show(View(Msg("This is finished or was cancelled. /menu shows what I can do."), ((MENU,),)))


def discard(turn: Turn, payload: Discard) -> None:
    """Drops a form that was put aside."""
    forms = forms_of(turn)
    set_forms(turn, FormsOfChat(forms.open, tuple(kept for kept in forms.kept if kept.serial != payload.serial)))
    turn.show(View(Msg("Discarded. Nothing was changed or sent."), ((MENU,),)))


def _first(turn: Turn, payload: GoFirst) -> None:
    if {payload.command, payload.then} <= turn.commands.keys():
        turn.run(payload.command)
        _remember(turn, payload.then)
    else:
        retire(turn)


def retire(turn: Turn) -> None:
    """A tap under a button that no longer means anything."""
    turn.retire_buttons()
    turn.say(Msg("This button is no longer in use. Here is what I can do now: /menu"), (MENU,))


CHAPTER = Chapter(
    commands=(ChatCommand("cancel", cancel, Msg("Cancel what we are doing")),),
    routes=(on(Resume, resume), on(Discard, discard), on(GoFirst, _first)),
)
