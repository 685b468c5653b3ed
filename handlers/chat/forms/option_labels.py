"""Which of a question's options is meant by what somebody typed instead of tapping it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.answers.spelling import stem, words
from domain.sayings.form_words import Sign, Way
from domain.words import Words
from handlers.chat.forms.form import Asking, Question
from handlers.chat.forms.places import pointed_out
from handlers.chat.forms.state import OpenForm
from handlers.chat.forms.stock import Option
from handlers.chat.forms.views import proposals
from handlers.chat.turn import Turn


def labelled(turn: Turn, question: Question[Any], asking: Asking[Any], text: str) -> str | None:
    """The option whose label was typed; the pictures in front of some labels need not be."""
    typed = text.strip().casefold()
    labels = _labels(turn, question, asking).items()
    found = [value for value, spellings in labels if any(typed in (name, _words(name)) for name in spellings)]
    return found[0] if len(found) == 1 else None


def meant_by(turn: Turn, question: Question[Any], asking: Asking[Any], text: str) -> str | None:
    """The option whose label was typed, whole or so much of it that it is clear which one; or which a short answer
    means that is one to this question only (“wir”).
    """
    exact = labelled(turn, question, asking, text) or shortly(turn, question, asking, text)
    exact = exact or placed(turn, asking.options(question), text)
    if exact is not None:
        return exact
    typed = text.strip().casefold()
    if len(typed) < 3:
        return None
    labels = _labels(turn, question, asking).items()
    found = [value for value, spellings in labels if any(typed in spelling for spelling in spellings)]
    return found[0] if len(found) == 1 else None


def shortly(turn: Turn, question: Question[Any], asking: Asking[Any], text: str) -> str | None:
    """The option that is meant by a short answer, such as “wir”."""
    short = None if question.slot is None else turn.hearing.short(turn, text, question.slot)
    return short if any(option.value == short for option in asking.options(question)) else None


def worded(question: Question[Any], asking: Asking[Any], text: str, most_unknown: int = 0) -> str | None:
    """The option that is called so beside its label: “egal”, “ne neue Website”."""
    among = {option.term: option.value for option in asking.options(question) if option.term is not None}
    terms = asking.turn.around.understanding.in_forms.terms
    said = terms.said(text, among, most_unknown) if among else None
    return None if said is None else among[said]


def placed(turn: Turn, options: Sequence[Option], text: str) -> str | None:
    """The one of the options that is meant by its place: “den zweiten, bitte”."""
    found = pointed_out(turn, text, options)
    return found[0][1].value if len(found) == 1 and found[0][0] is not Sign.DROPS else None


def proposed_by(turn: Turn, question: Question[Any], asking: Asking[Any], state: OpenForm, text: str) -> str | None:
    """The proposed answer whose label begins with what was typed, be it “yes”; the only one, for whoever agrees."""
    renderer = turn.around.renderer
    typed = text.strip(" \n.!").casefold()
    found = [
        option.value
        for option in proposals(question, asking, state)
        if typed
        and any(
            _words(renderer.plain(option.label, language)).casefold().startswith(typed)
            for language in renderer.languages
        )
    ]
    if not found and len(state.proposed) == 1 and turn.around.understanding.in_forms.way(text) is Way.AGREES:
        return state.proposed[0]
    return found[0] if len(found) == 1 else None


def is_called(turn: Turn, question: Question[Any], said: Sequence[str]) -> bool:
    """Whether all of these words are in what the question is called, in any language."""
    renderer, stems = turn.around.renderer, {stem(word) for word in said}
    labels = (words(renderer.plain(question.label, language)) for language in renderer.languages)
    return bool(stems) and any(stems <= set(map(stem, label)) for label in labels)


def is_label(turn: Turn, label: Words, text: str) -> bool:
    """Whether the text is what a button says, in any language."""
    renderer, typed = turn.around.renderer, text.strip(" \n.!").casefold()
    return any(typed == _words(renderer.plain(label, language)).casefold() for language in renderer.languages)


def _labels(turn: Turn, question: Question[Any], asking: Asking[Any]) -> dict[str, list[str]]:
    """What the options are called, by value, in every language: some people type what they read."""
    renderer = turn.around.renderer
    return {
        option.value: [renderer.plain(option.label, language).casefold() for language in renderer.languages]
        for option in asking.options(question)
    }


def _words(label: str) -> str:
    return label.lstrip("".join(char for char in label if not char.isalnum()))
