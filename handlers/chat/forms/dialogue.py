"""Runs forms: opens them, asks, takes answers, finishes, cancels, puts aside and takes up again.

Whatever arrives while a form is open, the answer ends with the form's question, or with a button that leads back to
it, so that nobody is left without knowing what comes next. A question asked in the middle is answered from the
knowledge base first. Taps in a form are `handlers.chat.forms.presses`, typed messages `handlers.chat.forms.speaking`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.sayings.slots import Slot
from domain.words import Literal, Msg, Refused, Words, listing, paragraphs
from handlers.chat import contacts
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms import views
from handlers.chat.forms.form import AnyForm, Asking, Choose, Question, stored_answer
from handlers.chat.forms.said import Said, answer_texts, settled
from handlers.chat.forms.state import (
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
from handlers.chat.payloads import Discard, GoFirst, Resume
from handlers.chat.spoken import let_go, speak_of
from handlers.chat.turn import ChatCommand, Declared, Turn
from handlers.chat.views import MENU, Button, Keyboard, Row, View


def open_form(turn: Turn, form: AnyForm, **preset: object) -> None:
    """Starts a form, or takes it up where the person left it; another one that is open is put aside.

    `preset` are fields of the draft that no question asks for, or known answers. Raises what `Form.begin` does.
    """
    begin(turn, form, preset, {})


def begin(turn: Turn, form: AnyForm, preset: dict[str, object], said: Said, beside: Words | None = None) -> None:
    """The same, with what was `said` for its questions: it is checked as they come, and what was understood is shown.

    A form that the person has left is only taken up where its answers do not differ from that. `beside` is a word about
    what else was said.
    """
    form.begin(turn, form.filled(preset))
    forms = forms_of(turn)
    unfinished = [forms.open, *forms.kept] if forms.open else list(forms.kept)
    again = next((kept for kept in unfinished if kept.form == form.name and _is_about(kept, preset, said)), None)
    if again is not None and (again == forms.open or take_up(turn, again.serial)) and has_answers(turn, again):
        take_said(turn, said, _together(Msg("You have already begun this, so we go on where you stopped."), beside))
        return
    aside = put_aside(turn)
    turn.standing.serial += 1
    set_open(turn, OpenForm(form.name, turn.standing.serial, dict(preset)))
    remark = None
    if aside is not None:
        title = turn.forms[aside.form].title
        remark = Msg("I keep your answers in “{form}” for later.", form=title)
    take_said(turn, said, _together(remark, beside))


def take_said(turn: Turn, said: Said, remark: Words | None = None) -> None:
    """Goes on with what was said for the open form's questions, and says in a new message what was understood."""
    state = forms_of(turn).open
    if state is None:
        raise ValueError("no form is open")
    form = form_of(turn, state)
    done = settled(turn, form, replace(state, said={**state.said, **said}))
    set_open(turn, done.state)
    _speak_of_other(turn, form, done.state, state)
    later = [question.label for question in form.questions if question.name in done.state.said.keys() & said.keys()]
    noted = Msg("👂 Noted for later: {what}", what=listing(later)) if later else None
    ask(turn, fresh=True, remark=_together(remark, done.remark, noted), ways=done.ways)


def _speak_of_other(turn: Turn, form: AnyForm, state: OpenForm, before: OpenForm | None = None) -> None:
    """Whom the form is about is spoken of now, if that is somebody else than `before`: “they” are they."""
    name = next((question.name for question in form.questions if question.slot is Slot.OTHER), "")
    other = state.answers.get(name)
    if str(other).isdecimal() and (before is None or before.answers.get(name) != other):
        speak_of(turn, other=int(str(other)))


def _together(*remarks: Words | None) -> Words | None:
    said = [remark for remark in remarks if remark is not None]
    return paragraphs(*said) if len(said) > 1 else next(iter(said), None)


def go_on_with(turn: Turn, command: str) -> None:
    """Has the open form followed by a command, and shows where the form stands."""
    _remember(turn, command)
    described = turn.commands[command].description or Literal(f"/{command}")
    ask(turn, fresh=True, remark=Msg("First we finish this; then we go on to “{command}”.", command=described))


def _remember(turn: Turn, command: str) -> None:
    state = forms_of(turn).open
    if state is not None:
        set_open(turn, replace(state, then=command))


def _is_about(kept: OpenForm, preset: dict[str, object], said: Said) -> bool:
    if any(kept.answers.get(name) != value for name, value in preset.items()):
        return False
    answers = {name: kept.answers[name] for name in said if kept.answers.get(name) is not None}
    return all(answer_texts(answer) == sorted(said[name]) for name, answer in answers.items())


def ask(turn: Turn, *, fresh: bool = False, remark: Words | None = None, ways: tuple[Row, ...] = ()) -> None:
    """Shows what the open form wants next: a question, or its review. `remark` is said above it, with `ways` below.

    `fresh` says it in a new message; otherwise the tapped one is used. Where a question cannot be asked, the
    reason is said and the question before it asked again.
    """
    state = forms_of(turn).open
    if state is None:
        return
    turn.asked += 1
    form = form_of(turn, state)
    if state.said:
        done = settled(turn, form, state)
        state, remark, ways = done.state, _together(remark, done.remark), ways or done.ways
        set_open(turn, state)
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
        said = refused.reason if remark in (None, refused.reason) else paragraphs(remark, refused.reason)
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


def take_answer(turn: Turn, form: AnyForm, state: OpenForm, question: Question[Any], value: object) -> None:
    """Notes an answer in its stored form and goes on: to the next question, the review, or the end."""
    if isinstance(question, Choose) and question.noted is not None:
        value = stored_answer(question.noted(turn))
    state = state.with_answers(state.answers | {question.name: value})
    set_open(turn, state)
    if question.slot is Slot.OTHER:
        _speak_of_other(turn, form, state)
    if form.is_ready(form.filled(state.answers)):
        finish(turn, form, state)
    else:
        ask(turn)


def finish(turn: Turn, form: AnyForm, state: OpenForm) -> None:
    """Does what the form is for. Raises `Refused` where that is not possible; the answers then stay."""
    view = form.finish(turn, form.filled(state.answers))
    set_open(turn, None)
    let_go(turn)
    _speak_of_other(turn, form, state)
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
    before = form.needed(draft)
    if present is not None and present.optional:
        before = [present]
    elif present is not None:
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
    let_go(turn)
    state = forms_of(turn).open
    if contacts.put_away(turn):
        turn.show_below(View(Msg("Cancelled: nobody is chosen, and nothing was sent."), keyboard=Keyboard()))
        if state is None:
            return
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
