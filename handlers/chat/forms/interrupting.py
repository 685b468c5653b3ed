"""Something in between, while a form is open: a question is answered and the form's asked again, or another opens."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from domain.sayings.form_words import Sign
from domain.sayings.in_forms import Beside
from domain.sayings.slots import NAMES, RECORDS, Slot
from domain.words import Words
from handlers.chat.forms.dialogue import ask
from handlers.chat.forms.form import AnyForm, Asking, Question
from handlers.chat.forms.left_out import left_out
from handlers.chat.forms.state import OpenForm, forms_of
from handlers.chat.turn import Turn


@dataclass(frozen=True)
class Here:
    """The open form, and what it asks at present; `None` for its review. What is `grave` may be about misconduct: it
    opens nothing, and nothing in it is kept. `renamed` are the characters of somebody unknown who puts a name right."""

    form: AnyForm
    state: OpenForm
    asking: Asking[Any]
    question: Question[Any] | None
    grave: bool
    renamed: tuple[int, int] | None


def interrupted(turn: Turn, here: Here, text: str, remark: Words | None = None, *, may_be_answer: bool = False) -> bool:
    """Answers a question asked in the middle of a form, if it is one, and asks the form's question again.

    Without a question mark it may have been meant as an answer; `remark` says why it is none.
    """
    return gone_elsewhere(turn, here, text, surely=not may_be_answer) or explained(turn, text, remark)


def explained(turn: Turn, text: str, remark: Words | None) -> bool:
    """The same from the knowledge base alone."""
    asks = text.rstrip().endswith("?") or turn.around.understanding.in_forms.asks(text)
    if not turn.reference.interject(turn, text, asks):
        return False
    ask(turn, fresh=True, remark=None if asks else remark)
    return True


def asked_of_form(turn: Turn, here: Here, text: str) -> bool:
    """Answers “who can see that?”, which does not say of what, by the article about what the form is for."""
    terms = turn.around.understanding.in_forms.terms
    asks = text.rstrip().endswith("?") or turn.around.understanding.in_forms.asks(text)
    asked = terms.asked(text, here.form.articles) if asks and here.form.articles and not here.grave else None
    if asked is None or not turn.around.knowledge.has(here.form.articles[asked]):
        return False
    for piece in turn.reference.explain(turn, here.form.articles[asked]):
        turn.say(piece)
    ask(turn, fresh=True)
    return True


def gone_elsewhere(turn: Turn, here: Here, text: str, *, surely: bool) -> bool:
    """Answers a question about one's own data, and asks the form's question again; or opens something in its place.

    Who corrects something means the form, and opens nothing else; nor does “bis Ende Januar”, which says but a value,
    or “und die Domain auch”, which goes on with what was said.
    """
    in_forms = turn.around.understanding.in_forms
    but_values = says_but_values(turn, text)
    surely = surely and in_forms.to_change(text) is None and not but_values and not _goes_on(turn, text)
    if here.question is not None and _only_names(turn, text):
        surely = False
    if here.grave or (but_values and left_out(turn, here.form, text, turn.hears(text)) is not None):
        return False
    return _went(turn, here, text, surely=surely)


def gone_to_another(turn: Turn, here: Here, text: str) -> bool:
    """“Gib der Liffey doch Vollzugriff”, in a form about somebody else, is a wish of its own, and no answer here.

    Whom the form is about is put right by the name alone, or by who says so first: “nein, doch Liffey, mit …”.
    """
    values = turn.hears(text)
    named = [value for value in values if value.slot is Slot.OTHER]
    about = _about(turn, here)
    if here.grave or len(named) != 1 or about is None or str(named[0].value) in about or _only_names(turn, text):
        return False
    in_forms = turn.around.understanding.in_forms
    if in_forms.to_change(text[: named[0].start]) is not None or Sign.DROPS in in_forms.signs(text, named):
        return False
    if in_forms.resumed(text) is not None:
        return False  # “zurück zu Alpweb”
    return _went(turn, here, text, surely=True)


def _about(turn: Turn, here: Here) -> set[str] | None:
    """The organisation that the form is about, or nobody here where it settles an access all the same; `None` where it
    is about none, or has not been told yet.
    """
    asking = [question for question in here.form.questions if question.slot is Slot.OTHER]
    answers = {str(found) for each in asking if (found := here.state.answers.get(each.name)) is not None}
    other = here.form.about(turn, here.asking.draft)
    if other is not None:
        answers.add(str(other))
    settles = not asking and any(question.slot is Slot.ACCESS for question in here.form.questions)
    return answers if answers or settles else None


def _went(turn: Turn, here: Here, text: str, *, surely: bool) -> bool:
    before = forms_of(turn).open
    asked = turn.asked

    def foresees(action: str, named: Collection[int]) -> Words | None:
        return here.form.foresees(here.asking, action, named)

    if not turn.hearing.goes_elsewhere(turn, text, surely, foresees):
        return False
    if forms_of(turn).open == before and turn.asked == asked:
        ask(turn, fresh=True)
    return True


def says_but_values(turn: Turn, text: str) -> bool:
    """“Wir zahlen”, “bis Ende Januar”: nothing else is said, and nobody named."""
    values = turn.hears(text)
    beside = turn.around.understanding.in_forms.beside(text, values)
    only = bool(values) and not (beside.unknown or beside.asks or beside.denies)
    return only and all(value.slot not in RECORDS for value in values)


def _only_names(turn: Turn, text: str) -> bool:
    """“Webshop”, where something is to be chosen: who means the screen of that says so."""
    values = turn.hears(text)
    beside = turn.around.understanding.in_forms.beside(text, values)
    return len(values) == 1 and values[0].slot in RECORDS and beside == Beside()


def _goes_on(turn: Turn, text: str) -> bool:
    in_forms = turn.around.understanding.in_forms
    beside = in_forms.beside(text, turn.hears(text))
    return in_forms.goes_on(text) and beside.unknown <= 1 and not (beside.asks or beside.denies)


def tells_of_something_else(turn: Turn, here: Here, text: str) -> bool:
    """Whether a number or an address is asked for, and a message has another one in it and says what it is: “meine
    MwSt-Nummer ist …” where an e-mail address is wanted. In a text of one's own, there may be any.
    """
    if here.question is None or here.question.slot not in NAMES - RECORDS:
        return False
    slots = RECORDS | {question.slot for question in here.form.questions}
    found = (value for value in turn.hears(text) if value.slot in NAMES - slots and value.certain)
    return any(text[value.start : value.end].strip() != text.strip() for value in found)


def names_and_tells(turn: Turn, text: str) -> bool:
    """Whether a message names something that is known, and says more of it: names of others may be called anything."""
    values = turn.hears(text)
    beside = turn.around.understanding.in_forms.beside(text, values)
    named = any(value.slot in RECORDS and value.value is not None for value in values)
    return named and (beside.asks or beside.denies)
