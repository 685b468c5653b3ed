"""Telling a form: answers that a message holds, to questions before and behind the one at hand, and corrections.

What says what stands there already changes nothing, and is told so. What is ticked: `telling_ticks`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from domain.sayings.form_words import Sign
from domain.sayings.slots import RECORDS, Slot, Value, disjoint
from domain.words import Msg
from handlers.chat.forms import views
from handlers.chat.forms.dialogue import ask, take_said
from handlers.chat.forms.form import AnyForm, Ask, Choose, ChooseMany
from handlers.chat.forms.interrupting import Here, gone_elsewhere, says_but_values
from handlers.chat.forms.left_out import has_no_place, left_out, not_found, unfound
from handlers.chat.forms.option_labels import is_called, shortly
from handlers.chat.forms.said import Said, answer_texts, said_in, said_text
from handlers.chat.forms.state import asking_again, set_open
from handlers.chat.forms.telling_anew import answered_before, told_again, told_anew
from handlers.chat.forms.telling_ticks import all_ticked, implying, tick, ticked_by
from handlers.chat.sayings import Heard
from handlers.chat.turn import Turn

MOST_BESIDE = 2
"""Words beside what is said that nobody knows; with more of them, a message is about something else."""


def told(turn: Turn, here: Here, text: str) -> bool:
    """Takes answers that a message holds, several at once or to questions before, as long as it says little else."""
    if all_ticked(turn, here, text):
        return True
    values, missing = turn.hears(text), unfound(turn, here.form, text)
    if text.rstrip().endswith("?"):
        return _asked_of_elsewhere(turn, here, text, values)
    beside = turn.around.understanding.in_forms.beside(text, disjoint((*values, *missing)))
    asks_for_name = isinstance(here.question, Ask) and here.question.slot in RECORDS
    if missing and not (values or asks_for_name or beside.unknown or beside.asks):
        ask(turn, fresh=True, remark=not_found(text, missing))
        return True
    if not values:
        return told_in_short(turn, here, text) or _told_of_stranger(turn, here, text)
    present = {
        question.name: answer_texts(here.state.answers[question.name])
        for question in here.form.applicable(here.asking.draft)
        if here.state.answers.get(question.name) is not None
    }
    names = [value for value in values if value.slot in RECORDS]
    signs = turn.around.understanding.in_forms.signs(text, names)
    dropped = {value for value, sign in zip(names, signs, strict=True) if sign is Sign.DROPS}
    kept = _replacing(here.form, present if beside.corrects else {}, values, dropped)
    if (unwanted := _unwanted(here, kept, dropped)) is not None:
        return (
            _told_of_stranger(turn, here, text)
            or _asked_anew(turn, here, unwanted, present)
            or gone_elsewhere(turn, here, text, surely=True)
        )
    ticked = ticked_by(turn, here, text, values)
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
        ticks_some = ticked is not None and ticked.is_asked and found.keys() <= implying(ticked.question)
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
        tick(turn, here, ticked)
        return True
    if not said and beside.unknown:
        if _told_of_stranger(turn, here, text):
            return True
        if not beside.corrects:
            return False
    if not said and not beside.asks and (remark := has_no_place(turn, here.form, text, kept)) is not None:
        ask(turn, fresh=True, remark=remark)
        return True
    if not said:
        said_slots = {value.slot for value in kept}
        return told_again(turn, here, {name for name in found if here.form.slot_of(name) in said_slots})
    if len(kept) == len(values) and _is_for_the_question(here, text, said, kept, unknown=beside.unknown):
        if ticked is None or not ticked.is_asked:
            return False
        tick(
            turn,
            here,
            ticked,
            Msg("Some of it I did not understand. Ticked is what I did.") if beside.unknown else None,
        )
        return True
    take_said(turn, said, left_out(turn, here.form, text, kept))
    return True


def told_beside_names(turn: Turn, here: Here, text: str) -> bool:
    """The same where a name is asked for, and a message says but answers to other questions."""
    return says_but_values(turn, text) and told(turn, here, text)


def told_instead(turn: Turn, here: Here, text: str) -> bool:
    """The same where a message to somebody is asked for, and this is none: “no, they pay”."""
    is_correction = turn.around.understanding.in_forms.to_change(text) is not None
    takes_all = isinstance(here.question, Ask) and here.question.verbatim
    return takes_all and is_correction and (told_beside_names(turn, here, text) or told_anew(turn, here, text))


def _unwanted(here: Here, values: tuple[Value, ...], dropped: Collection[Value]) -> Value | None:
    """Who is named alone, and not to be taken: “und Alpweb raus”. Of what is ticked, that is dropped."""
    names = [value for value in values if value.slot in RECORDS]
    ticked = {question.slot for question in here.form.questions if isinstance(question, ChooseMany)}
    return names[0] if len(names) == 1 and names[0] in dropped and names[0].slot not in ticked else None


def _asked_anew(turn: Turn, here: Here, unwanted: Value, present: Mapping[str, list[str]]) -> bool:
    """Asks the question again that was answered by what is not wanted, if one was."""
    again = next((each for each in here.form.questions if each.slot is unwanted.slot), None)
    if again is None or present.get(again.name) != [said_text(unwanted.value)]:
        return False
    set_open(turn, asking_again(here.state, again))
    ask(turn, fresh=True)
    return True


def _asked_of_elsewhere(turn: Turn, here: Here, text: str, values: tuple[Value, ...]) -> bool:
    """“Und bis Ende März?”: only that is said which has no place in the form."""
    beside = turn.around.understanding.in_forms.beside(text, values)
    remark = None if beside.unknown or beside.asks else left_out(turn, here.form, text, values)
    if remark is None or any(value.slot not in here.form.elsewhere for value in values):
        return False
    ask(turn, fresh=True, remark=remark)
    return True


def told_in_short(turn: Turn, here: Here, text: str) -> bool:
    """“Nein, doch sie”: in the review, or with a “no”, it corrects the question that alone it is an answer to.

    An optional one needs no “no”: “per sofort”.
    """
    corrects = here.question is None or turn.around.understanding.in_forms.to_change(text) is not None
    takes_all = isinstance(here.question, Ask) and here.question.verbatim
    for question in answered_before(here):
        if not isinstance(question, Choose | Ask) or not (corrects or (question.optional and not takes_all)):
            continue
        if (meant := shortly(turn, question, here.asking, text)) is not None:
            if here.state.answers.get(question.name) == meant:
                return told_again(turn, here, {question.name})
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


def to_be_changed(turn: Turn, here: Here, text: str) -> bool:
    """Asks a question again whose answer shall change, as its button does; in the review, shows what can be changed."""
    in_forms = turn.around.understanding.in_forms
    back_to = in_forms.resumed(text)
    wanted = in_forms.telling(back_to) if back_to else in_forms.to_change(text)
    if wanted is None:
        return False
    found = [
        question
        for question in here.form.applicable(here.asking.draft)
        if here.state.answers.get(question.name) is not None
        and (
            (question.slot is not None and in_forms.is_about(wanted, question.slot))
            or is_called(turn, question, wanted)
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


def _replacing(
    form: AnyForm, present: Mapping[str, list[str]], values: tuple[Value, ...], dropped: Collection[Value]
) -> tuple[Value, ...]:
    """The values without those that are said to give way: of two partners, the one that is dropped, or is chosen at
    present.
    """
    gone: set[Value] = set()
    for question in form.questions:
        rivals = [value for value in values if value.slot is question.slot]
        old = [value for value in rivals if value in dropped]
        old = old or [value for value in rivals if [said_text(value.value)] == present.get(question.name)]
        if old and len(old) < len(rivals) and not isinstance(question, ChooseMany):
            gone.update(old)
    return tuple(value for value in values if value not in gone)


def _is_for_the_question(here: Here, text: str, said: Said, values: tuple[Value, ...], *, unknown: int) -> bool:
    """Whether the question at hand has judged all of it: nothing else was typed, or a name that is not quite known."""
    if here.question is None or said.keys() != {here.question.name}:
        return False
    names = [value for value in values if value.slot in RECORDS]
    read = values if isinstance(here.question, Ask) else names
    # Of days, questions know fewer words: “Ende März”.
    judged = [value for value in read if value.slot is not Slot.WHEN]
    whole = any(text[value.start : value.end].strip() == text.strip() for value in judged)
    return whole or (bool(names) and unknown > 0) or not all(value.certain for value in judged)
