"""Telling a form what is ticked: “auch den Shop” adds one, “ohne den Shop” drops it, “nur den Shop” leaves no other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.sayings.form_words import Short, Sign
from domain.sayings.slots import RECORDS, Slot, Value
from domain.words import Msg, Words
from handlers.chat.forms import ticks
from handlers.chat.forms.dialogue import ask, take_said
from handlers.chat.forms.form import ChooseMany
from handlers.chat.forms.interrupting import Here
from handlers.chat.forms.said import answer_texts, said_text
from handlers.chat.forms.state import asking_again, set_open
from handlers.chat.forms.stock import EVERYTHING
from handlers.chat.turn import Turn


def implying(question: ChooseMany[object]) -> set[str]:
    """The name of the question, and of that which an answer to it answers as well."""
    return {question.name} if question.implies is None else {question.name, question.implies[0]}


@dataclass(frozen=True, slots=True)
class Ticked:
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


def ticked_by(turn: Turn, here: Here, text: str, values: tuple[Value, ...]) -> Ticked | None:
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
        elif not texts[Sign.ONLY] or turn.around.understanding.in_forms.adds(text):
            others = [*at_first, *others]  # who changes what is chosen adds to it, be it “nur den Shop zusätzlich”
        left = [each for each in dict.fromkeys(others) if each not in drops]
        tinkers = bool(drops or (texts[Sign.ONLY] and not set(at_first) <= set(left)))
        return Ticked(question, left, is_asked, bool(drops or texts[Sign.ADDS]), bool(drops), tinkers)
    return None


def all_ticked(turn: Turn, here: Here, text: str) -> bool:
    """“Alles”, in the review of a form that asks for nothing else that this could mean."""
    wants = turn.around.understanding.in_forms.short(text) is Short.ALL
    question = next((each for each in here.form.questions if isinstance(each, ChooseMany)), None)
    could_be_access = any(each.slot is Slot.ACCESS for each in here.form.questions)
    if not wants or here.question is not None or question is None or could_be_access:
        return False
    take_said(turn, {question.name: list(here.asking.stock(question).values(EVERYTHING))})
    return True


def tick(turn: Turn, here: Here, ticked: Ticked, remark: Words | None = None) -> None:
    """Asks the question with this ticked, and nothing else."""
    state = here.state if ticked.is_asked else asking_again(here.state, ticked.question)
    set_open(turn, replace(state, ticked=ticked.values))
    ask(
        turn,
        fresh=True,
        remark=remark if ticked.values else Msg("Nothing is left of that: please choose something else."),
    )
