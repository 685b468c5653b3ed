"""Runs forms: opens them, takes typed and tapped answers, goes back, finishes, puts aside and takes up again.

Whatever arrives while a form is open, the answer ends with the form's question, so that nobody is left without
knowing what comes next. A question asked in the middle is answered from the knowledge base first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.knowledge import Outcome
from domain.words import Msg, Refused, Words, paragraphs
from handlers import form_views as views
from handlers.faq import article_words, choice_view
from handlers.form_state import FormsOfChat, OpenForm, forms_of, put_aside, set_forms, set_open, take_up
from handlers.forms import AnyForm, Ask, Asking, Choose, ChooseMany, Question, stored_answer
from handlers.payloads import Discard, FormPress, FormVerb, Go, Resume
from handlers.turn import Chapter, ChatCommand, Turn, on
from handlers.views import Button, Row, View


def open_form(turn: Turn, form: AnyForm, **preset: object) -> None:
    """Starts a form, or takes it up where the person left it; another one that is open is put aside.

    `preset` are fields of the draft that no question asks for. Raises `Refused` where `Form.begin` does.
    """
    form.begin(turn, form.filled(preset))
    forms = forms_of(turn)
    unfinished = [forms.open, *forms.kept] if forms.open else list(forms.kept)
    again = next((kept for kept in unfinished if kept.form == form.name and _is_about(kept, preset)), None)
    aside = put_aside(turn)
    if again is not None and take_up(turn, again.serial):
        ask(turn, fresh=True, remark=Msg("You have already begun this, so we go on where you stopped."))
        return
    turn.conversation.serial += 1
    set_open(turn, OpenForm(form.name, turn.conversation.serial, dict(preset)))
    remark = None
    if aside is not None:
        title = turn.forms[aside.form].title
        remark = Msg("I keep your answers in “{form}” for later.", form=title)
    ask(turn, fresh=True, remark=remark)


def _is_about(kept: OpenForm, preset: dict[str, object]) -> bool:
    return all(kept.answers.get(name) == value for name, value in preset.items())


def ask(turn: Turn, *, fresh: bool = False, remark: Words | None = None) -> None:
    """Shows what the open form wants next: a question, or its review. `remark` is said above it.

    `fresh` says it in a new message; otherwise the tapped one is used. Where a question cannot be asked, the
    reason is said and the question before it asked again.
    """
    state = forms_of(turn).open
    if state is None:
        return
    form = turn.forms[state.form]
    asking = Asking(turn, form.filled(state.answers))
    question = form.next_question(asking.draft)
    try:
        view = (
            views.question_view(form, question, asking, state)
            if question is not None
            else views.review_view(form, asking, state)
        )
    except Refused as refused:
        if not _step_back(turn, state):
            _close(turn, paragraphs(remark, refused.reason))
        else:
            ask(turn, fresh=fresh, remark=paragraphs(remark, refused.reason))
        return
    if remark is not None:
        view = replace(view, words=paragraphs(remark, view.words))
    if fresh:
        turn.show_below(view)
    else:
        turn.show(view)


def hear(turn: Turn, text: str) -> None:
    """A typed message while a form is open: an answer, or a question in between."""
    state = forms_of(turn).open
    if state is None:
        raise ValueError("no form is open")
    form = turn.forms[state.form]
    asking = Asking(turn, form.filled(state.answers))
    question = form.next_question(asking.draft)
    verbatim = isinstance(question, Ask) and question.verbatim
    if text.rstrip().endswith("?") and not verbatim and _interrupted(turn, text):
        return
    match question:
        case Ask():
            try:
                value = question.read(asking, text)
            except Refused as refused:
                if not _interrupted(turn, text):
                    ask(turn, fresh=True, remark=refused.reason)
                return
            _answer(turn, form, state, question, stored_answer(value))
        case Choose() | ChooseMany():
            meant = _meant(turn, question, asking, text)
            if meant is None:
                if not _interrupted(turn, text):
                    ask(turn, fresh=True, remark=Msg("Please choose with one of the buttons below."))
            elif isinstance(question, Choose):
                _answer(turn, form, state, question, meant)
            else:
                _toggle(turn, question, asking, state, meant)
        case _:
            if not _interrupted(turn, text):
                ask(turn, fresh=True, remark=Msg("Everything is filled in. Please use the buttons below."))


def _interrupted(turn: Turn, text: str) -> bool:
    """Answers a question asked in the middle of a form, if it is one, and asks the form's question again."""
    found = turn.around.knowledge.find(text, turn.person.language)
    if found.outcome is Outcome.NONE:
        return False
    if found.outcome is Outcome.CHOOSE and not text.rstrip().endswith("?"):
        return False
    if found.outcome is Outcome.ANSWER:
        for piece in article_words(turn, found.ranked[0]):
            turn.say(piece)
    else:
        view = choice_view(turn, found)
        turn.say(view.words, *view.rows)
    ask(turn, fresh=True)
    return True


def _meant(turn: Turn, question: Choose[Any] | ChooseMany[Any], asking: Asking[Any], text: str) -> str | None:
    """The option whose label was typed, whole or so that it is clear which one; in either language."""
    typed = text.strip().casefold()
    render = turn.around.renderer.plain
    labels = {
        option.value: [render(option.label, language).casefold() for language in ("de", "en")]
        for option in question.options(asking)
    }
    exact = [value for value, spellings in labels.items() if typed in spellings]
    similar = [value for value, spellings in labels.items() if any(typed in spelling for spelling in spellings)]
    found = exact or (similar if len(typed) > 2 else [])
    return found[0] if len(found) == 1 else None


def _answer(turn: Turn, form: AnyForm, state: OpenForm, question: Question[Any], value: object) -> None:
    state = replace(state, answers=state.answers | {question.name: value}, ticked=None)
    set_open(turn, state)
    draft = form.filled(state.answers)
    if form.next_question(draft) is None and form.review is None:
        _finish(turn, form, state)
    else:
        ask(turn)


def _toggle(turn: Turn, question: ChooseMany[Any], asking: Asking[Any], state: OpenForm, value: str) -> None:
    ticked = views.ticked_of(question, asking, state)
    ticked = [other for other in ticked if other != value] if value in ticked else [*ticked, value]
    set_open(turn, replace(state, ticked=ticked))
    ask(turn)


def _finish(turn: Turn, form: AnyForm, state: OpenForm) -> None:
    view = form.finish(turn, form.filled(state.answers))
    set_open(turn, None)
    turn.show(view)
    offer_kept_form(turn)


def _step_back(turn: Turn, state: OpenForm) -> bool:
    """Drops the answer before the present question; false where there is none."""
    form = turn.forms[state.form]
    draft = form.filled(state.answers)
    present = form.next_question(draft)
    before = form.applicable(draft)
    if present is not None:
        before = before[: before.index(present)]
    if not before:
        return False
    answers = {name: value for name, value in state.answers.items() if name != before[-1].name}
    set_open(turn, replace(state, answers=answers, ticked=None))
    return True


def _close(turn: Turn, words: Words) -> None:
    set_open(turn, None)
    turn.show(View(words, ((_MENU,),)))
    offer_kept_form(turn)


_MENU = Button(Msg("🏠 Menu"), Go("menu"))


def offer_kept_form(turn: Turn) -> None:
    """Reminds the person of the form that was put aside last, if there is one."""
    kept = forms_of(turn).kept
    if kept:
        title = turn.forms[kept[0].form].title
        rows: tuple[Row, ...] = (
            (Button(Msg("▶️ Continue"), Resume(kept[0].serial)), Button(Msg("🗑 Discard"), Discard(kept[0].serial))),
        )
        turn.say(Msg("“{form}” is still waiting with your answers.", form=title), *rows)


def press(turn: Turn, payload: FormPress) -> None:
    """A tap under a form's question or review. An old one gets a friendly word and the present question."""
    state = forms_of(turn).open
    if state is None or state.serial != payload.serial:
        _old_form(turn, payload)
        return
    form = turn.forms[state.form]
    asking = Asking(turn, form.filled(state.answers))
    question = form.next_question(asking.draft)
    present = question.name if question is not None else views.REVIEW
    if payload.verb is FormVerb.CANCEL:
        cancel(turn)
    elif payload.verb is FormVerb.ASK_AGAIN:
        ask(turn)
    elif payload.question != present:
        _old_question(turn, state, payload)
    elif payload.verb is FormVerb.BACK and _step_back(turn, state):
        ask(turn)
    elif question is None:
        _press_in_review(turn, form, asking, state, payload)
    else:
        _press_in_question(turn, form, question, asking, state, payload)


def _press_in_question(
    turn: Turn, form: AnyForm, question: Question[Any], asking: Asking[Any], state: OpenForm, payload: FormPress
) -> None:
    offered = {option.value for option in views.options_of(question, asking)}
    match payload.verb:
        case FormVerb.ANSWER if payload.value in offered and not isinstance(question, ChooseMany):
            _answer(turn, form, state, question, payload.value)
        case FormVerb.TOGGLE if payload.value in offered and isinstance(question, ChooseMany):
            _toggle(turn, question, asking, state, payload.value)
        case FormVerb.DONE if isinstance(question, ChooseMany) and (ticked := views.ticked_of(question, asking, state)):
            _answer(turn, form, state, question, ticked)
        case FormVerb.EXPLAIN if question.explain is not None:
            turn.show(views.explanation_view(question, asking, state))
        case _:
            turn.whisper(Msg("That is no longer on offer."))
            ask(turn)


def _press_in_review(turn: Turn, form: AnyForm, asking: Asking[Any], state: OpenForm, payload: FormPress) -> None:
    match payload.verb:
        case FormVerb.FINISH:
            _finish(turn, form, state)
        case FormVerb.CHOOSE_CHANGE:
            turn.show(views.change_view(form, asking, state))
        case FormVerb.CHANGE if form.question(payload.value) is not None:
            answers = {name: value for name, value in state.answers.items() if name != payload.value}
            set_open(turn, replace(state, answers=answers, ticked=None))
            ask(turn)
        case _:
            ask(turn)


def _old_question(turn: Turn, state: OpenForm, payload: FormPress) -> None:
    """A tap under a question that has been answered. The same answer twice is a double tap and means nothing."""
    if payload.verb is FormVerb.ANSWER and state.answers.get(payload.question) == payload.value:
        turn.whisper(Msg("I have noted that already."))
        return
    turn.retire_buttons()
    ask(turn, fresh=True, remark=Msg("That question is answered already. With “Back” you can change your answer."))


def _old_form(turn: Turn, payload: FormPress) -> None:
    kept = next((form for form in forms_of(turn).kept if form.serial == payload.serial), None)
    if kept is not None:
        resume(turn, Resume(kept.serial))
        return
    turn.whisper(Msg("This is finished or was cancelled; the buttons no longer do anything."))
    turn.retire_buttons()
    ask(turn, fresh=True)


def cancel(turn: Turn) -> None:
    """Drops the open form with all its answers."""
    state = forms_of(turn).open
    if state is None:
        turn.show(View(Msg("There is nothing to cancel. /menu shows what I can do."), ((_MENU,),)))
        return
    title = turn.forms[state.form].title
    _close(turn, Msg("“{form}” is cancelled. Nothing was changed or sent.", form=title))


def resume(turn: Turn, payload: Resume) -> None:
    """Takes up a form that was put aside; the open one is put aside in its place."""
    forms = forms_of(turn)
    if any(kept.serial == payload.serial for kept in forms.kept):
        put_aside(turn)
        take_up(turn, payload.serial)
        ask(turn)
    elif forms.open is not None and forms.open.serial == payload.serial:
        ask(turn)
    else:
        turn.show(View(Msg("This is finished or was cancelled. /menu shows what I can do."), ((_MENU,),)))


def discard(turn: Turn, payload: Discard) -> None:
    """Drops a form that was put aside."""
    forms = forms_of(turn)
    set_forms(turn, FormsOfChat(forms.open, tuple(kept for kept in forms.kept if kept.serial != payload.serial)))
    turn.show(View(Msg("Dropped. Nothing was changed or sent."), ((_MENU,),)))


CHAPTER = Chapter(
    commands=(ChatCommand("cancel", cancel, Msg("Cancel what we are doing")),),
    routes=(on(FormPress, press), on(Resume, resume), on(Discard, discard)),
)
