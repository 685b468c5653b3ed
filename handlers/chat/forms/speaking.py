"""Speaking to a form: what is typed while it is open, and opening it with the answers that a message holds.

The answer to the question at hand goes before any other reading. Only what is none may be several answers at once, the
correction of an earlier one, a way back or out, or a question. Nothing that is typed in the review sends anything.
"""

from __future__ import annotations

from typing import Any

from domain.answers.talk import Talk
from domain.sayings.form_words import LEAVING, Way
from domain.sayings.slots import RECORDS
from domain.sayings.terms import Term
from domain.words import Msg, Refused
from handlers.chat.forms import ticks, views
from handlers.chat.forms.asides import STILL_OPEN, aside
from handlers.chat.forms.coming_back import come_back
from handlers.chat.forms.dialogue import ask, begin, cancel, remind, step_back, take_answer, take_said
from handlers.chat.forms.dictating import dictated
from handlers.chat.forms.form import AnyForm, Ask, Asking, Choose, ChooseMany, Question, never, stored_answer
from handlers.chat.forms.interrupting import (
    Here,
    asked_of_form,
    explained,
    gone_elsewhere,
    gone_to_another,
    interrupted,
    names_and_tells,
    tells_of_something_else,
)
from handlers.chat.forms.left_out import left_out
from handlers.chat.forms.option_labels import is_label, labelled, meant_by, placed, proposed_by, shortly, worded
from handlers.chat.forms.said import Said, said_in, would_finish
from handlers.chat.forms.state import OpenForm, asking_again, form_of, forms_of, set_open
from handlers.chat.forms.telling import (
    MOST_BESIDE,
    to_be_changed,
    told,
    told_beside_names,
    told_in_short,
    told_instead,
)
from handlers.chat.forms.telling_anew import named_in, read_within, said_anew, told_anew
from handlers.chat.sayings import Heard
from handlers.chat.turn import Turn

MENU_COMMAND = "menu"
_ONLY_A_TAP = Msg("👍 Nothing is done by words alone: please read this, and tap the first button if it is right.")
_REFUSING = frozenset({Talk.REFUSAL, Talk.COMPLAINT})


def open_said(turn: Turn, form: AnyForm, heard: Heard, **preset: object) -> None:
    """Opens the form, or takes it up, with the answers that were heard in a message.

    Each is checked when its question comes, and shown as understood; what does not fit is asked. Nothing is done: what
    is left is asked, then comes the review. `preset` as in `open_form`; a question that it answers is not answered by
    what was heard. Raises what `Form.begin` does.
    """
    open_with(turn, form, heard, {}, preset)


def open_with(turn: Turn, form: AnyForm, heard: Heard, more: Said, preset: dict[str, object]) -> None:
    """The same, with `more` that was said in the message, for which the form's questions have no slots."""
    said = {**more, **said_in(form, heard)}
    open_ones = {name: values for name, values in said.items() if preset.get(name) is None}
    begin(turn, form, preset, open_ones, left_out(turn, form, heard.text, heard.beside))


def open_to_change(turn: Turn, form: AnyForm, text: str, preset: dict[str, object]) -> bool:
    """Opens the form, which has all these answers, where a message says another one, or that one shall change; tells
    whether it does. Raises what `Form.begin` does.
    """
    in_forms = turn.around.understanding.in_forms
    if text.rstrip().endswith("?") or in_forms.asks(text):
        return False
    state = OpenForm(form.name, 0, preset)
    here = Here(form, state, Asking(turn, form.filled(preset)), None, grave=False, renamed=None)
    changes = in_forms.to_change(text) is not None or in_forms.terms.has(text, Term.EDITS)
    if (found := said_anew(turn, here, text, corrects=False)) is not None:
        begin(turn, form, preset, {found[0].name: found[1]})
    elif changes and (question := named_in(turn, here, text)) is not None:
        begin(turn, form, asking_again(state, question).answers, {})
    elif changes:
        begin(turn, form, preset, {})
    else:
        return False
    return True


def hear(turn: Turn, text: str) -> None:
    """A typed message while a form is open: an answer, or something in between."""
    state = forms_of(turn).open
    if state is None:
        raise ValueError("no form is open")
    form = form_of(turn, state)
    asking = Asking(turn, form.filled(state.answers))
    question = form.next_question(asking.draft)
    verbatim = _is_taken_as_it_is(question, asking, text)
    text, renamed = (text, None) if verbatim else turn.hearing.put_right(turn, text)
    grave = not verbatim and turn.reference.goes_first(turn, text)
    here = Here(form, state, asking, question, grave, renamed)
    if asked_of_form(turn, here, text) or told_in_short(turn, here, text) or told_instead(turn, here, text):
        return
    if not verbatim and (_done(turn, here, text) or _in_passing(turn, here, text) or gone_to_another(turn, here, text)):
        return
    asks = text.rstrip().endswith("?") and not verbatim
    unmistakable = isinstance(question, Ask) and question.unmistakable
    if ((asks and not unmistakable) or here.grave) and interrupted(turn, here, text, may_be_answer=True):
        return
    match question:
        case Ask():
            meant = labelled(turn, question, asking, text) or proposed_by(turn, question, asking, state, text)
            if meant is None and not verbatim:
                place = placed(turn, views.proposals(question, asking, state) or asking.options(question), text)
                meant = None if place is None or would_finish(form, state, question, place) else place
            if meant is not None and meant in state.proposed and would_finish(form, state, question, meant):
                ask(turn, fresh=True, remark=_ONLY_A_TAP)
                return
            if meant is not None:
                take_answer(turn, form, state, question, meant)
                return
            if not verbatim and (short := shortly(turn, question, asking, text)) is not None:
                take_said(turn, {question.name: [short]})
                return
            if _leaves(turn, question, asking, text) and _spoken(turn, here, text):
                return
            several = _names_several(turn, question, text)
            if (
                question.slot in RECORDS
                and not several
                and (told_beside_names(turn, here, text) or dictated(turn, here, text))
            ):
                return  # and nobody is looked for who is called “no, we pay”
            if not verbatim and (meant := worded(question, asking, text)) is not None:
                take_said(turn, {question.name: [meant]})
                return
            try:
                value = question.read(asking, text)
            except Refused as refused:
                within = None if verbatim or asks or question.slot in RECORDS else read_within(question, here, text)
                if within is not None:
                    take_said(turn, {question.name: [within]})
                    return
                said_else = not several and _spoken(turn, here, text)
                if said_else or not _refuse(turn, here, question, text, refused, asks):
                    question.unmeant(asking, refused)
                return
            take_answer(turn, form, state, question, stored_answer(value))
        case ChooseMany() if (heard := ticks.heard(question, asking, state, text)) is not None:
            set_open(turn, heard.state)
            ask(turn, fresh=True, remark=heard.remark)
        case Choose() if (meant := meant_by(turn, question, asking, text)) is not None:
            whole = labelled(turn, question, asking, text) is not None
            if not whole and would_finish(form, state, question, meant):
                ask(turn, fresh=True, remark=_ONLY_A_TAP)
            else:
                take_answer(turn, form, state, question, meant)
        case Choose() if (meant := worded(question, asking, text, MOST_BESIDE)) is not None:
            take_said(turn, {question.name: [meant]})
        case _ if _spoken(turn, here, text):
            return
        case _:
            remark = (
                Msg("Please choose with one of the buttons below.")
                if question is not None
                else Msg("Everything is filled in. Please use the buttons below.")
            )
            if not interrupted(turn, here, text, remark):
                ask(turn, fresh=True, remark=remark)


def _is_taken_as_it_is(question: Question[Any] | None, asking: Asking[Any], text: str) -> bool:
    """Whether the text is the answer, whatever it could be otherwise: some are called “Cancel everything?”."""
    if isinstance(question, Ask):
        return question.verbatim or question.surely(asking, text)
    return isinstance(question, ChooseMany) and ticks.is_named(question, asking, text)


def _leaves(turn: Turn, question: Ask[Any], asking: Asking[Any], text: str) -> bool:
    """Whether somebody wants back or out where anything can be typed. What is taken as it is typed may be called
    “Stop”; only who types what stands on the buttons below it means them.
    """
    if turn.around.understanding.in_forms.way(text) not in LEAVING or question.surely(asking, text):
        return False
    return not question.verbatim or any(is_label(turn, label, text) for label in (views.BACK, views.CANCEL))


def _names_several(turn: Turn, question: Ask[Any], text: str) -> bool:
    """Whether it names several where one is asked for, none of them in the place of another: what is said of each must
    not become one answer.
    """
    values = turn.hears(text)
    named = {value.value for value in values if value.slot is question.slot and value.value is not None}
    beside = turn.around.understanding.in_forms.beside(text, values)
    return len(named) > 1 and not (beside.corrects or beside.denies)


def _done(turn: Turn, here: Here, text: str) -> bool:
    """“Fertig” says that all is ticked, unless that would finish the form."""
    question = here.question
    if not isinstance(question, ChooseMany) or turn.around.understanding.in_forms.way(text) is not Way.AGREES:
        return False
    chosen = ticks.chosen(question, here.asking, here.state)
    if not chosen or would_finish(here.form, here.state, question, chosen):
        return False
    take_answer(turn, here.form, here.state, question, chosen)
    return True


def _in_passing(turn: Turn, here: Here, text: str) -> bool:
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
    refuses = here.question is None and way is not Way.CANCEL and turn.around.talk.kind(text) in _REFUSING
    if refuses and turn.around.understanding.in_forms.to_change(text) == () and to_be_changed(turn, here, text):
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


def _refuse(turn: Turn, here: Here, question: Ask[Any], text: str, refused: Refused, asks: bool) -> bool:
    """What was typed is no answer, and nothing else that is said to a form: a question perhaps. Whether it was meant
    as an answer.
    """
    tells = names_and_tells(turn, text) or (not refused.proposals and tells_of_something_else(turn, here, text))
    # What would be an answer is known for sure: whatever begins something else is no attempt at one.
    tells = tells or (not refused.proposals and question.slot not in RECORDS and question.surely is not never)
    if (asks or tells) and gone_elsewhere(turn, here, text, surely=tells):
        return False
    in_forms = turn.around.understanding.in_forms
    if in_forms.asks(text) and explained(turn, text, None):
        return False
    if question.slot in RECORDS and (in_forms.way(text) or in_forms.short(text)):
        ask(turn, fresh=True, remark=STILL_OPEN)  # nobody is called “ja, mach das”
        return False
    ways = question.ways(here.asking, refused)
    if not (refused.proposals or ways) and explained(turn, text, None if asks else refused.reason):
        return False
    set_open(turn, views.with_proposals(here.state, question, refused.proposals))
    ask(turn, fresh=True, remark=refused.reason, ways=ways)
    return True


def _spoken(turn: Turn, here: Here, text: str) -> bool:
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
            return (
                come_back(turn, text)
                or dictated(turn, here, text)
                or told_anew(turn, here, text)
                or told(turn, here, text)
                or to_be_changed(turn, here, text)
            )
    return True
