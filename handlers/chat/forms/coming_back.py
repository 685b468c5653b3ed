"""Coming back to a form in words: “on with Alpweb” takes up what was begun about Alpweb, or is called like that."""

from __future__ import annotations

from domain.answers.spelling import stem, words
from domain.sayings.slots import Slot
from domain.words import Msg
from handlers.chat.forms.dialogue import resume
from handlers.chat.forms.said import said_text
from handlers.chat.forms.state import OpenForm, form_of, forms_of
from handlers.chat.payloads import Resume
from handlers.chat.turn import Turn
from handlers.chat.views import Button

MOST_BESIDE = 1
"""Words beside the name that nobody knows; with more of them, a message is about something else."""


def come_back(turn: Turn, text: str) -> bool:
    """Takes up the form that is meant, if the text asks for that and there is one; of several, asks which."""
    wanted = turn.around.understanding.in_forms.resumed(text)
    if not wanted or turn.reference.goes_first(turn, text):
        return False
    forms = forms_of(turn)
    unfinished = [*forms.kept, *([forms.open] if forms.open is not None else [])]
    meant = _about(turn, unfinished, wanted) if unfinished else []
    if not meant:
        return False
    if len(meant) == 1:
        resume(turn, Resume(meant[0].serial))
        return True
    rows = [
        (Button(Msg("▶️ Continue: {form}", form=turn.forms[each.form].title), Resume(each.serial)),) for each in meant
    ]
    turn.say(Msg("You have begun several of these. Which one do you mean?"), *rows)
    return True


def _about(turn: Turn, unfinished: list[OpenForm], wanted: str) -> list[OpenForm]:
    """Those that are about whom the text names, or else those that are called so."""
    values = turn.hears(wanted)
    others = {said_text(value.value) for value in values if value.slot is Slot.OTHER}
    if others:
        if turn.around.understanding.in_forms.beside(wanted, values).unknown > MOST_BESIDE:
            return []
        return [each for each in unfinished if _other(turn, each) & others]
    telling = {stem(word) for word in turn.around.understanding.in_forms.telling(wanted)}
    return [each for each in unfinished if telling and any(telling <= title for title in _titles(turn, each))]


def _other(turn: Turn, state: OpenForm) -> set[str]:
    """The organisations that the form's answers name, or that it is about."""
    form = form_of(turn, state)
    about = form.about(turn, form.filled(state.answers))
    named = (question.name for question in form.questions if question.slot is Slot.OTHER)
    answers = {str(state.answers[name]) for name in named if state.answers.get(name) is not None}
    return answers if about is None else answers | {str(about)}


def _titles(turn: Turn, state: OpenForm) -> list[set[str]]:
    """The stems of the form's title, in every language."""
    title, renderer = turn.forms[state.form].title, turn.around.renderer
    return [{stem(word) for word in words(renderer.plain(title, language))} for language in renderer.languages]
