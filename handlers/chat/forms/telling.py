"""Telling a form: answers that a message holds, to questions before and behind the one at hand, and corrections.

Of what is ticked, “auch den Shop” adds one, “ohne den Shop” drops it, and “nur den Shop” leaves no other. What says
what stands there already changes nothing, and is told so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from domain.answers.spelling import stem, words
from domain.sayings.in_forms import Sign
from domain.sayings.slots import RECORDS, Slot, Value
from domain.words import Lines, Msg, Words
from handlers.chat.forms import ticks, views
from handlers.chat.forms.dialogue import ask, take_said
from handlers.chat.forms.form import AnyForm, Ask, Choose, ChooseMany, Question
from handlers.chat.forms.interrupting import Here, gone_elsewhere
from handlers.chat.forms.left_out import has_no_place, left_out
from handlers.chat.forms.option_labels import shortly
from handlers.chat.forms.said import Said, answer_texts, called, said_in, said_text
from handlers.chat.forms.state import asking_again, set_open
from handlers.chat.sayings import Heard
from handlers.chat.turn import Turn

MOST_BESIDE = 2
"""Words beside what is said that nobody knows; with more of them, a message is about something else."""


def told(turn: Turn, here: Here, text: str) -> bool:
    """Takes answers that a message holds, several at once or to questions before, as long as it says little else."""
    values = turn.hears(text)
    if text.rstrip().endswith("?"):
        return _asked_of_elsewhere(turn, here, text, values)
    if not values:
        return told_in_short(turn, here, text) or _told_of_stranger(turn, here, text)
    beside = turn.around.understanding.in_forms.beside(text, values)
    present = {
        question.name: answer_texts(here.state.answers[question.name])
        for question in here.form.applicable(here.asking.draft)
        if here.state.answers.get(question.name) is not None
    }
    kept = _replacing(here.form, present, values) if beside.corrects else values
    ticked = _ticked(turn, here, text, values)
    slots = {question.slot for question in here.form.questions}
    unknown = beside.unknown + sum(value.slot not in slots for value in kept)
    drops = ticked is not None and ticked.drops and (beside.drops or not beside.denies)
    if beside.asks or unknown > MOST_BESIDE or (beside.denies and not drops and len(kept) == len(values)):
        return False
    found = said_in(here.form, Heard(text, kept))
    if ticked is not None:
        found[ticked.question.name] = ticked.values
    said = {name: texts for name, texts in found.items() if sorted(texts) != present.get(name)}
    corrects = beside.corrects or (ticked is not None and ticked.beside_others)
    if beside.unknown and not corrects:
        # Somebody may be telling something, or want something else altogether; or it is a name that is not known.
        asks_for_name = isinstance(here.question, Ask) and here.question.slot in RECORDS
        ticks_some = ticked is not None and ticked.is_asked and found.keys() <= _implying(ticked.question)
        if not asks_for_name and not ticks_some and gone_elsewhere(turn, here, text, surely=True):
            return True
        applicable = {question.name for question in here.form.applicable(here.asking.draft)}
        said = {name: texts for name, texts in said.items() if name not in present}
        if not said.keys() & applicable:
            return False
    if (
        ticked is not None
        and ticked.question.name in said
        and (not ticked.values or (ticked.is_asked and ticked.tinkers))
    ):
        _tick(turn, here, ticked)
        return True
    if not said and beside.unknown:
        return _told_of_stranger(turn, here, text)
    if not said and not beside.asks and (remark := has_no_place(turn, here.form, text, kept)) is not None:
        ask(turn, fresh=True, remark=remark)
        return True
    if not said:
        said_slots = {value.slot for value in kept}
        return _told_again(turn, here, {name for name in found if here.form.slot_of(name) in said_slots})
    if _is_for_the_question(here, text, said, kept, unknown=beside.unknown):
        if ticked is None or not ticked.is_asked:
            return False
        _tick(turn, here, ticked, Msg("Some of it I did not understand. Ticked is what I did."))
        return True
    take_said(turn, said, left_out(turn, here.form, text, kept))
    return True


def _asked_of_elsewhere(turn: Turn, here: Here, text: str, values: tuple[Value, ...]) -> bool:
    """“Und bis Ende März?”: only that is said which has no place in the form."""
    beside = turn.around.understanding.in_forms.beside(text, values)
    remark = None if beside.unknown or beside.asks else left_out(turn, here.form, text, values)
    if remark is None or any(value.slot not in here.form.elsewhere for value in values):
        return False
    ask(turn, fresh=True, remark=remark)
    return True


def _implying(question: ChooseMany[object]) -> set[str]:
    """The name of the question, and of that which an answer to it answers as well."""
    return {question.name} if question.implies is None else {question.name, question.implies[0]}


@dataclass(frozen=True, slots=True)
class _Ticked:
    """What is ticked after a message: the `values` of a question, and whether it `is_asked` at present.

    Whether the message spoke of them `beside_others` that are ticked, and `drops` some. Who `tinkers` with the ticks of
    the question that is asked has not answered it yet.
    """

    question: ChooseMany[object]
    values: list[str]
    is_asked: bool
    beside_others: bool
    drops: bool
    tinkers: bool


def _ticked(turn: Turn, here: Here, text: str, values: tuple[Value, ...]) -> _Ticked | None:
    """What a message makes of a question's ticks, if it speaks of what can be ticked there."""
    for question in here.form.applicable(here.asking.draft):
        if not isinstance(question, ChooseMany) or question.slot is None:
            continue
        meant = [value for value in values if value.slot is question.slot and said_text(value.value)]
        before = here.state.answers.get(question.name)
        is_asked = question is here.question
        if not meant or (before is None and not is_asked):
            return None
        names = [value for value in values if value.slot in RECORDS]
        signs = dict(zip(names, turn.around.understanding.in_forms.signs(text, names), strict=True))
        texts = {
            sign: [str(said_text(value.value)) for value in meant if signs[value] is sign] for sign in (None, *Sign)
        }
        at_first = sorted(question.ticked_at_first(here.asking))
        drops, others = texts[Sign.DROPS], [*texts[None], *texts[Sign.ADDS], *texts[Sign.ONLY]]
        if drops or texts[Sign.ADDS]:
            present = answer_texts(before) if before is not None else ticks.ticked_of(question, here.asking, here.state)
            others = [*present, *others]
        elif not texts[Sign.ONLY]:
            others = [*at_first, *others]  # who changes what is chosen adds to it
        left = [each for each in dict.fromkeys(others) if each not in drops]
        tinkers = bool(drops or (texts[Sign.ONLY] and at_first))
        return _Ticked(question, left, is_asked, bool(drops or texts[Sign.ADDS]), bool(drops), tinkers)
    return None


def _tick(turn: Turn, here: Here, ticked: _Ticked, remark: Words | None = None) -> None:
    """Asks the question with this ticked, and nothing else."""
    state = here.state if ticked.is_asked else asking_again(here.state, ticked.question)
    set_open(turn, replace(state, ticked=ticked.values))
    ask(
        turn,
        fresh=True,
        remark=remark if ticked.values else Msg("Nothing is left of that: please choose something else."),
    )


def _told_again(turn: Turn, here: Here, names: Collection[str]) -> bool:
    """Says so where a message says only what stands there already, under these names of questions."""
    known = tuple(
        name
        for each in _answered(here)
        if each.name in names and (name := called(each, here.asking, here.state.answers[each.name])) is not None
    )
    if known:
        ask(turn, fresh=True, remark=Msg("👍 That is what it says already: {answers}", answers=Lines(known, " · ")))
    return bool(known)


def _answered(here: Here) -> Iterator[Question[Any]]:
    """The questions before the one at hand that have an answer: those behind it rest on what is asked, and wait."""
    for question in here.form.applicable(here.asking.draft):
        if question is here.question:
            return
        if question.name in here.state.answers:
            yield question


def told_in_short(turn: Turn, here: Here, text: str) -> bool:
    """“Nein, doch sie”: in the review, or with a “no”, it corrects the question that alone it is an answer to."""
    if here.question is not None and turn.around.understanding.in_forms.to_change(text) is None:
        return False
    for question in _answered(here):
        if isinstance(question, Choose) and (meant := shortly(turn, question, here.asking, text)) is not None:
            if here.state.answers.get(question.name) == meant:
                return _told_again(turn, here, {question.name})
            take_said(turn, {question.name: [meant]})
            return True
    return False


def _told_of_stranger(turn: Turn, here: Here, text: str) -> bool:
    """“Ändere den Partner auf Sonnenwerk”: whom nobody knows is looked for as whoever answers the question is."""
    in_forms = turn.around.understanding.in_forms
    place = here.renamed
    if place is None and in_forms.to_change(text) is not None:
        place = in_forms.renamed(text) or turn.hearing.stranger(turn, text)
    if place is None:
        return False
    asked = [
        question
        for question in here.form.applicable(here.asking.draft)
        if isinstance(question, Ask) and question.slot is Slot.OTHER
    ]
    beside = [each for each in turn.hears(text) if each.end <= place[0] or place[1] <= each.start]
    values = sorted([*beside, Value(*place, Slot.OTHER, None)], key=lambda value: value.start)
    if not asked or in_forms.beside(text, values).unknown:
        return False
    take_said(turn, {asked[0].name: [text[slice(*place)]]})
    return True


def dictated(turn: Turn, here: Here, text: str) -> bool:
    """“Schreib ihnen, dass es eilt”: what the form takes in somebody's own words, if it does."""
    written = turn.around.understanding.in_forms.dictated(text)
    applicable = here.form.applicable(here.asking.draft)
    question = next((each for each in applicable if isinstance(each, Ask) and each.verbatim), None)
    if written is None or question is None:
        return False
    take_said(turn, {question.name: [written]})
    return True


def to_be_changed(turn: Turn, here: Here, text: str) -> bool:
    """Asks a question again whose answer shall change, as its button does; in the review, shows what can be changed."""
    in_forms = turn.around.understanding.in_forms
    back_to = in_forms.resumed(text)
    wanted = in_forms.telling(back_to) if back_to else in_forms.to_change(text)
    if wanted is None:
        return False
    renderer, stems = turn.around.renderer, {stem(word) for word in wanted}
    found = [
        question
        for question in here.form.applicable(here.asking.draft)
        if stems
        and here.state.answers.get(question.name) is not None
        and (
            (question.slot is not None and in_forms.is_about(wanted, question.slot))
            or any(
                stems <= set(map(stem, words(renderer.plain(question.label, language))))
                for language in renderer.languages
            )
        )
    ]
    if here.question is None and not back_to and (not wanted or (not found and in_forms.is_subject(wanted))):
        turn.show_below(views.change_view(here.form, here.asking, here.state))
        return True
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


def _is_for_the_question(here: Here, text: str, said: Said, values: tuple[Value, ...], *, unknown: int) -> bool:
    """Whether the question at hand has judged all of it: nothing else was typed, or a name that is not quite known."""
    if here.question is None or said.keys() != {here.question.name}:
        return False
    names = [value for value in values if value.slot in RECORDS]
    read = values if isinstance(here.question, Ask) else names
    whole = any(text[value.start : value.end].strip() == text.strip() for value in read)
    return whole or (bool(names) and unknown > 0) or not all(value.certain for value in values)
