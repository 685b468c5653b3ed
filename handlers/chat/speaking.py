"""Speaking to a form: what is typed while it is open, and opening it with the answers that a message holds."""

from __future__ import annotations

from domain.words import Msg, Refused, Words
from handlers.chat import form_views as views
from handlers.chat import ticks
from handlers.chat.asides import aside
from handlers.chat.dialogue import ask, begin, remind, take_answer
from handlers.chat.form_state import form_of, forms_of, set_open
from handlers.chat.forms import AnyForm, Ask, Asking, Choose, ChooseMany, stored_answer
from handlers.chat.option_labels import labelled, meant_by, proposed_by
from handlers.chat.said import said_in
from handlers.chat.sayings import Heard
from handlers.chat.turn import Turn


def open_said(turn: Turn, form: AnyForm, heard: Heard, **preset: object) -> None:
    """Opens the form, or takes it up, with the answers that were heard in a message.

    Each is checked when its question comes, and shown as understood; what does not fit is asked. Nothing is done: what
    is left is asked, then comes the review. `preset` as in `open_form`; a question that it answers is not answered by
    what was heard. Raises what `Form.begin` does.
    """
    said = said_in(form, heard)
    begin(turn, form, preset, {name: values for name, values in said.items() if preset.get(name) is None})


def hear(turn: Turn, text: str) -> None:
    """A typed message while a form is open: an answer, or a question in between."""
    state = forms_of(turn).open
    if state is None:
        raise ValueError("no form is open")
    form = form_of(turn, state)
    asking = Asking(turn, form.filled(state.answers))
    question = form.next_question(asking.draft)
    verbatim = isinstance(question, Ask) and (question.verbatim or question.surely(asking, text))
    if not verbatim and (word := aside(turn, question, asking, state, text)) is not None:
        if question is None:
            remind(turn, word)
        else:
            ask(turn, fresh=True, remark=word)
        return
    asks = text.rstrip().endswith("?") and not verbatim
    unmistakable = isinstance(question, Ask) and question.unmistakable
    first = (asks and not unmistakable) or (not verbatim and turn.reference.goes_first(turn, text))
    if first and _interrupted(turn, text):
        return
    match question:
        case Ask():
            meant = labelled(turn, question, asking, text) or proposed_by(turn, question, asking, state, text)
            if meant is not None:
                take_answer(turn, form, state, question, meant)
                return
            try:
                value = question.read(asking, text)
            except Refused as refused:
                set_open(turn, views.with_proposals(state, question, refused.proposals))
                ways = question.ways(asking, refused)
                if refused.proposals or ways or not _interrupted(turn, text, None if asks else refused.reason):
                    ask(turn, fresh=True, remark=refused.reason, ways=ways)
                return
            take_answer(turn, form, state, question, stored_answer(value))
        case ChooseMany() if (heard := ticks.heard(question, asking, state, text)) is not None:
            set_open(turn, heard.state)
            ask(turn, fresh=True, remark=heard.remark)
        case Choose() if (meant := meant_by(turn, question, asking, text)) is not None:
            take_answer(turn, form, state, question, meant)
        case Choose() | ChooseMany():
            remark = Msg("Please choose with one of the buttons below.")
            if not _interrupted(turn, text, remark):
                ask(turn, fresh=True, remark=remark)
        case _:
            remark = Msg("Everything is filled in. Please use the buttons below.")
            if not _interrupted(turn, text, remark):
                ask(turn, fresh=True, remark=remark)


def _interrupted(turn: Turn, text: str, remark: Words | None = None) -> bool:
    """Answers a question asked in the middle of a form, if it is one, and asks the form's question again.

    Without a question mark it may have been meant as an answer; `remark` says why it is none.
    """
    if not turn.reference.interject(turn, text, text.rstrip().endswith("?")):
        return False
    ask(turn, fresh=True, remark=remark)
    return True
