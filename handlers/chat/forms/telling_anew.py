"""Telling a form another answer than before by words alone: “ändere den Ort auf Bern”, “no, only up to 5000”."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeAlias

from domain.answers.spelling import stem, words
from domain.sayings.form_words import Sign
from domain.words import Lines, Msg, Refused
from handlers.chat.forms import ticks
from handlers.chat.forms.dialogue import ask, take_said
from handlers.chat.forms.form import Ask, Choose, ChooseMany, Question, TakeFiles, stored_answer
from handlers.chat.forms.interrupting import Here
from handlers.chat.forms.option_labels import labelled, meant_by, worded
from handlers.chat.forms.said import answer_texts, called
from handlers.chat.turn import Turn

Anew: TypeAlias = tuple[Question[Any], list[str]]
"""A question that has an answer, and what is said for it now: of several to tick, each."""


def answered_before(here: Here) -> Iterator[Question[Any]]:
    """The questions before the one at hand that have an answer: those behind it rest on what is asked, and wait."""
    for question in here.form.applicable(here.asking.draft):
        if question is here.question:
            return
        if question.name in here.state.answers:
            yield question


def told_again(turn: Turn, here: Here, names: Collection[str]) -> bool:
    """Says so where a message says only what stands there already, under these names of questions."""
    known = tuple(
        name
        for each in answered_before(here)
        if each.name in names and (name := called(each, here.asking, here.state.answers[each.name])) is not None
    )
    if known:
        ask(turn, fresh=True, remark=Msg("👍 That is what it says already: {answers}", answers=Lines(known, " · ")))
    return bool(known)


def told_anew(turn: Turn, here: Here, text: str) -> bool:
    """Takes another answer to a question that was answered before, if a message calls that by its name, or says what
    only that one reads. While another one is asked, it takes a word of correction.
    """
    in_forms = turn.around.understanding.in_forms
    changed = in_forms.to_change(text)
    if text.rstrip().endswith("?") or in_forms.asks(text) or in_forms.way(text) is not None or changed == ():
        return False
    if changed is None and here.question is not None:
        return False
    found = said_anew(turn, here, text, corrects=changed is not None)
    if found is None:
        return False
    question, said = found
    if _stored(question, here, said) == here.state.answers[question.name]:
        return told_again(turn, here, {question.name})
    take_said(turn, {question.name: said})
    return True


def said_anew(turn: Turn, here: Here, text: str, *, corrects: bool) -> Anew | None:
    """The only question to which a message says an answer, and what it says."""
    alone = list(_alone(here, text))
    found = alone if len(alone) == 1 else list(_named(turn, here, text, corrects=corrects))
    return found[0] if len(found) == 1 else None


def named_in(turn: Turn, here: Here, text: str) -> Question[Any] | None:
    """The only question that is called by its name in a message."""
    stems = set(map(stem, words(text)))
    called = [question for question in answered_before(here) if stems & _names(turn, question)]
    found = [question for question in called if not question.optional] or called
    return found[0] if len(found) == 1 else None


def _named(turn: Turn, here: Here, text: str, *, corrects: bool) -> Iterator[Anew]:
    """The question that is called by its name, and what is said for it. In the review, “our specialities are …” is
    enough; what reads any words has a term of its own, and takes nothing without such a link: “the name is misspelt”.
    """
    terms = turn.around.understanding.in_forms.terms
    called = [(each, terms.behind(text, _names(turn, each))) for each in answered_before(here)]
    surely = any(found is not None and not each.optional for each, found in called)  # “Languages”, and “Other language”
    for question, found in called:
        if found is None or not _may_be_said(question) or terms.is_empty(found.rest) or (surely and question.optional):
            continue
        if not (isinstance(question, Ask) and question.distinct):
            takes_all = isinstance(question, Ask) and question.verbatim
            denies = turn.around.understanding.in_forms.beside(words(found.rest)[0], ()).denies
            if denies or (not corrects and (takes_all or not found.is_linked)):
                continue
        said = _answer(turn, here, question, text, found.rest)
        if said is None and corrects and isinstance(question, Ask):
            said = [found.rest]  # and it is said why that is no answer
        if said is not None:
            yield question, said


def _may_be_said(question: Question[Any]) -> bool:
    """Whether another answer may be said behind its name: values of a slot are known wherever they stand."""
    if isinstance(question, Ask):
        return question.distinct or (question.slot is None and question.term is not None)
    return question.slot is None


def _names(turn: Turn, question: Question[Any]) -> Set[str]:
    """The stems of what a question is called, in any language."""
    terms, renderer = turn.around.understanding.in_forms.terms, turn.around.renderer
    labels = (words(renderer.plain(question.label, language)) for language in renderer.languages)
    names = {stem(word) for label in labels for word in label if terms.tells(word)}
    return names if question.term is None else names | terms.stems_of(question.term)


def _answer(turn: Turn, here: Here, question: Question[Any], text: str, rest: str) -> list[str] | None:
    """What the rest of a text says for a question."""
    in_forms = turn.around.understanding.in_forms
    match question:
        case ChooseMany():
            joins = {Sign.ADDS, Sign.DROPS}.intersection(sign for sign, _ in in_forms.listed(rest))
            stands = answer_texts(here.state.answers[question.name]) if joins else []
            heard = ticks.told_of(question, here.asking, replace(here.state, ticked=stands), rest)
            return list(heard.state.ticked or ()) or None if heard is not None else None
        case Ask():
            option = labelled(turn, question, here.asking, rest) or worded(question, here.asking, rest)
            agrees = in_forms.way(rest) is not None or turn.around.talk.kind(rest) is not None
            said = option or (None if agrees else read_within(question, here, rest, adds=in_forms.adds(text)))
        case Choose() if not isinstance(question, TakeFiles):
            said = meant_by(turn, question, here.asking, rest) or worded(question, here.asking, rest)
        case _:
            said = None
    return None if said is None else [said]


def _alone(here: Here, text: str) -> Iterator[Anew]:
    """The questions to which a message alone is an answer."""
    adds = here.asking.turn.around.understanding.in_forms.adds(text)
    for question in filter(_may_be_said, answered_before(here)):
        said = worded(question, here.asking, text) if isinstance(question, Ask | Choose) else None
        if said is None and isinstance(question, Ask) and question.distinct:
            said = read_within(question, here, text, adds=adds)
        if said is not None:
            yield question, [said]


def read_within(question: Ask[Any], here: Here, text: str, *, adds: bool = False) -> str | None:
    """So much of a text as the question reads: all of it, or what is left without words that say nothing. Where it
    `adds` to what stands there, that goes before it.
    """
    parts = [text, *here.asking.turn.around.understanding.in_forms.terms.rests(text)]
    more = question.extended if adds else None
    for part in parts if more is None else reversed(parts):  # of what comes to others, no “also” is a part
        with suppress(Refused):
            question.read(here.asking, part)
            return part if more is None else more(here.asking, part)
    return None


def _stored(question: Question[Any], here: Here, said: list[str]) -> object:
    """What was said in its stored form; as it is where it cannot be read, or is an option."""
    if isinstance(question, ChooseMany):
        return said
    if isinstance(question, Ask) and said[0] not in {option.value for option in here.asking.options(question)}:
        with suppress(Refused):
            return stored_answer(question.read(here.asking, said[0]))
    return said[0]
