"""Speaking to a form: what is typed while it is open, and opening it with the answers that a message holds.

The answer to the question at hand goes before any other reading. Only what is none may be several answers at once, the
correction of an earlier one, a way back or out, or a question. Nothing that is typed in the review sends anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.answers.spelling import stem, words
from domain.answers.talk import Talk
from domain.sayings.in_forms import Way
from domain.sayings.slots import Slot, Value
from domain.words import Msg, Refused, Words
from handlers.chat import form_views as views
from handlers.chat import ticks
from handlers.chat.asides import aside
from handlers.chat.coming_back import come_back
from handlers.chat.dialogue import ask, begin, cancel, remind, step_back, take_answer, take_said
from handlers.chat.form_state import OpenForm, asking_again, form_of, forms_of, set_open
from handlers.chat.forms import AnyForm, Ask, Asking, Choose, ChooseMany, Question, stored_answer
from handlers.chat.option_labels import labelled, meant_by, proposed_by
from handlers.chat.said import Said, answer_texts, said_in, said_text, would_finish
from handlers.chat.sayings import Heard
from handlers.chat.turn import Turn

MENU_COMMAND = "menu"
_ONLY_A_TAP = Msg("👍 Nothing is done by words alone: please read this, and tap the first button if it is right.")
_NAMES = frozenset({Slot.OTHER, Slot.PRODUCT, Slot.PERSON})
MOST_BESIDE = 2
"""Words beside what is said that nobody knows; with more of them, a message is about something else."""


def open_said(turn: Turn, form: AnyForm, heard: Heard, **preset: object) -> None:
    """Opens the form, or takes it up, with the answers that were heard in a message.

    Each is checked when its question comes, and shown as understood; what does not fit is asked. Nothing is done: what
    is left is asked, then comes the review. `preset` as in `open_form`; a question that it answers is not answered by
    what was heard. Raises what `Form.begin` does.
    """
    said = said_in(form, heard)
    begin(turn, form, preset, {name: values for name, values in said.items() if preset.get(name) is None})


@dataclass(frozen=True)
class _Open:
    """The open form, and what it asks at present; `None` for its review. What is `grave` may be about misconduct: it
    opens nothing, and nothing in it is kept."""

    form: AnyForm
    state: OpenForm
    asking: Asking[Any]
    question: Question[Any] | None
    grave: bool


def hear(turn: Turn, text: str) -> None:
    """A typed message while a form is open: an answer, or something in between."""
    state = forms_of(turn).open
    if state is None:
        raise ValueError("no form is open")
    form = form_of(turn, state)
    asking = Asking(turn, form.filled(state.answers))
    question = form.next_question(asking.draft)
    verbatim = _is_taken_as_it_is(question, asking, text)
    here = _Open(form, state, asking, question, not verbatim and turn.reference.goes_first(turn, text))
    if not verbatim and _in_passing(turn, here, text):
        return
    asks = text.rstrip().endswith("?") and not verbatim
    unmistakable = isinstance(question, Ask) and question.unmistakable
    if ((asks and not unmistakable) or here.grave) and _interrupted(turn, here, text, may_be_answer=True):
        return
    match question:
        case Ask():
            meant = labelled(turn, question, asking, text) or proposed_by(turn, question, asking, state, text)
            if meant is not None and meant in state.proposed and would_finish(form, state, question, meant):
                ask(turn, fresh=True, remark=_ONLY_A_TAP)
                return
            if meant is not None:
                take_answer(turn, form, state, question, meant)
                return
            try:
                value = question.read(asking, text)
            except Refused as refused:
                if not _spoken(turn, here, text):
                    _refuse(turn, here, question, text, refused, asks)
                return
            take_answer(turn, form, state, question, stored_answer(value))
        case ChooseMany() if (heard := ticks.heard(question, asking, state, text)) is not None:
            set_open(turn, heard.state)
            ask(turn, fresh=True, remark=heard.remark)
        case Choose() if (meant := meant_by(turn, question, asking, text)) is not None:
            take_answer(turn, form, state, question, meant)
        case _ if _spoken(turn, here, text):
            return
        case _:
            remark = (
                Msg("Please choose with one of the buttons below.")
                if question is not None
                else Msg("Everything is filled in. Please use the buttons below.")
            )
            if not _interrupted(turn, here, text, remark):
                ask(turn, fresh=True, remark=remark)


def _is_taken_as_it_is(question: Question[Any] | None, asking: Asking[Any], text: str) -> bool:
    """Whether the text is the answer, whatever it could be otherwise: some are called “Cancel everything?”."""
    if isinstance(question, Ask):
        return question.verbatim or question.surely(asking, text)
    return isinstance(question, ChooseMany) and ticks.is_named(question, asking, text)


def _in_passing(turn: Turn, here: _Open, text: str) -> bool:
    """Small talk, “what does that mean?” – and, in the review, whoever agrees: only a tap is binding."""
    way = turn.around.understanding.in_forms.way(text)
    if here.question is None and (way is Way.AGREES or turn.around.talk.kind(text) is Talk.AGREEMENT):
        ask(turn, fresh=True, remark=_ONLY_A_TAP)
        return True
    if way is Way.EXPLAIN and here.question is not None and here.question.explain is not None:
        for piece in turn.reference.explain(turn, here.question.explain):
            turn.say(piece)
        ask(turn, fresh=True)
        return True
    # “Never mind” is said politely after an answer, too: in a form, it leaves it.
    word = None if way is Way.CANCEL else aside(turn, here.question, here.asking, here.state, text)
    if word is None:
        return False
    if here.question is None:
        remind(turn, word)
    else:
        ask(turn, fresh=True, remark=word)
    return True


def _refuse(turn: Turn, here: _Open, question: Ask[Any], text: str, refused: Refused, asks: bool) -> None:
    """What was typed is no answer, and nothing else that is said to a form: a question perhaps."""
    if _names_and_tells(turn, text) and _gone_elsewhere(turn, here, text, surely=True):
        return
    ways = question.ways(here.asking, refused)
    if refused.proposals or ways or not _explained(turn, text, None if asks else refused.reason):
        set_open(turn, views.with_proposals(here.state, question, refused.proposals))
        ask(turn, fresh=True, remark=refused.reason, ways=ways)


def _interrupted(
    turn: Turn, here: _Open, text: str, remark: Words | None = None, *, may_be_answer: bool = False
) -> bool:
    """Answers a question asked in the middle of a form, if it is one, and asks the form's question again.

    Without a question mark it may have been meant as an answer; `remark` says why it is none.
    """
    return _gone_elsewhere(turn, here, text, remark, surely=not may_be_answer) or _explained(turn, text, remark)


def _explained(turn: Turn, text: str, remark: Words | None) -> bool:
    """The same from the knowledge base alone."""
    if not turn.reference.interject(turn, text, text.rstrip().endswith("?")):
        return False
    ask(turn, fresh=True, remark=remark)
    return True


def _gone_elsewhere(turn: Turn, here: _Open, text: str, remark: Words | None = None, *, surely: bool) -> bool:
    """Answers a question about one's own data, and asks the form's question again; or opens something in its place.

    Who corrects something means the form, and opens nothing else.
    """
    surely = surely and turn.around.understanding.in_forms.to_change(text) is None
    before = forms_of(turn).open
    if here.grave or not turn.hearing.goes_elsewhere(turn, text, surely):
        return False
    if forms_of(turn).open == before:
        ask(turn, fresh=True, remark=remark)
    return True


def _names_and_tells(turn: Turn, text: str) -> bool:
    """Whether a message names something that is known, and says more of it: names of others may be called anything."""
    values = turn.hears(text)
    beside = turn.around.understanding.in_forms.beside(text, values)
    named = any(value.slot in _NAMES and value.value is not None for value in values)
    return named and (beside.asks or beside.denies)


def _spoken(turn: Turn, here: _Open, text: str) -> bool:
    """Does what was said to the form, if it is anything but an answer to its question."""
    if here.grave:
        return False
    match turn.around.understanding.in_forms.way(text):
        case Way.BACK if step_back(turn, here.state):
            ask(turn, fresh=True)
        case Way.BACK:
            ask(turn, fresh=True, remark=Msg("This is the first question: there is none before it."))
        case Way.CANCEL:
            cancel(turn)
        case Way.MENU if MENU_COMMAND in turn.commands:
            turn.run(MENU_COMMAND)
        case _:
            return come_back(turn, text) or _told(turn, here, text) or _to_be_changed(turn, here, text)
    return True


def _told(turn: Turn, here: _Open, text: str) -> bool:
    """Takes answers that a message holds, several at once or to questions before, as long as it says little else."""
    values = turn.hears(text) if not text.rstrip().endswith("?") else ()
    if not values:
        return False
    beside = turn.around.understanding.in_forms.beside(text, values)
    answers = here.state.answers
    present = {
        question.name: answer_texts(answers[question.name])
        for question in here.form.applicable(here.asking.draft)
        if answers.get(question.name) is not None
    }
    kept = _replacing(here.form, present, values) if beside.corrects else values
    slots = {question.slot for question in here.form.questions}
    unknown = beside.unknown + sum(value.slot not in slots for value in kept)
    if beside.asks or (beside.denies and len(kept) == len(values)) or unknown > MOST_BESIDE:
        return False
    found = said_in(here.form, Heard(text, kept))
    said = {name: texts for name, texts in found.items() if sorted(texts) != present.get(name)}
    if beside.unknown and not beside.corrects:
        # Somebody may be telling something, or want something else altogether; or it is a name that is not known.
        asks_for_name = isinstance(here.question, Ask) and here.question.slot in _NAMES
        if not asks_for_name and _gone_elsewhere(turn, here, text, surely=True):
            return True
        applicable = {question.name for question in here.form.applicable(here.asking.draft)}
        said = {name: texts for name, texts in said.items() if name not in present}
        if not said.keys() & applicable:
            return False
    if not said or _is_for_the_question(here, text, said, kept, unknown=beside.unknown):
        return False
    take_said(turn, said)
    return True


def _to_be_changed(turn: Turn, here: _Open, text: str) -> bool:
    """Asks a question again whose answer shall change, as its button does; in the review, shows what can be changed."""
    in_forms = turn.around.understanding.in_forms
    back_to = in_forms.resumed(text)
    wanted = in_forms.telling(back_to) if back_to else in_forms.to_change(text)
    if wanted is None:
        return False
    if not wanted and here.question is None:
        turn.show_below(views.change_view(here.form, here.asking, here.state))
        return True
    renderer, stems = turn.around.renderer, {stem(word) for word in wanted}
    found = [
        question
        for question in here.form.applicable(here.asking.draft)
        if stems
        and here.state.answers.get(question.name) is not None
        and any(
            stems <= set(map(stem, words(renderer.plain(question.label, language)))) for language in renderer.languages
        )
    ]
    if len(found) != 1:
        return False
    set_open(turn, asking_again(here.state, found[0]))
    ask(turn, fresh=True)
    return True


def _replacing(form: AnyForm, present: Mapping[str, list[str]], values: tuple[Value, ...]) -> tuple[Value, ...]:
    """The values without those that are said to give way: of two partners, the one that is chosen at present."""
    gone: set[Value] = set()
    for question in form.questions:
        rivals = [value for value in values if value.slot is question.slot]
        old = [value for value in rivals if [said_text(value.value)] == present.get(question.name)]
        if old and len(old) < len(rivals) and not isinstance(question, ChooseMany):
            gone.update(old)
    return tuple(value for value in values if value not in gone)


def _is_for_the_question(here: _Open, text: str, said: Said, values: tuple[Value, ...], *, unknown: int) -> bool:
    """Whether the question at hand has judged all of it: nothing else was typed, or a name that is not quite known."""
    if here.question is None or said.keys() != {here.question.name}:
        return False
    names = [value for value in values if value.slot in _NAMES]
    read = values if isinstance(here.question, Ask) else names
    whole = any(text[value.start : value.end].strip() == text.strip() for value in read)
    return whole or (bool(names) and unknown > 0) or not all(value.certain for value in values)
