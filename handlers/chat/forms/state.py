"""Where a chat's forms stand, read from and written to the conversation's row.

A chat has one open form at most, and a few put aside:
    {"open": {"form": …, "serial": …, "answers": {…}, "ticked": […] | null, "proposed": […], "said": {…},
              "then": … | null} | null,
     "kept": [the same, …]}
`ticked` are the options of a choice of several that is not finished yet. `proposed` are answers to the present question
that may be meant by what was typed last, and refused. `said` are answers to questions that are still to come (see
`handlers.chat.forms.said`). `then` is the command to go on with. Of many options to tick, those are shown that stand on
the open `shelf`, or have the `search` in their names, and of these a `page`, from 0. What else the row holds is left
alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter

from handlers.chat.forms.form import AnyForm, Form, Question
from handlers.chat.turn import Declared, Turn
from storage.tables.base import JsonObject

MOST_KEPT = 5
"""Forms put aside at most; nobody takes up a sixth, so the oldest is dropped, unless it `lasts`."""


@dataclass(frozen=True)
class OpenForm:
    """A form under way: its name, its number in this chat, and the answers in their stored form.

    `then` is a command that waits for the form: when it is finished, the conversation goes on with that by itself.
    """

    form: str
    serial: int
    answers: dict[str, object] = field(default_factory=dict)
    ticked: list[str] | None = None
    proposed: list[str] = field(default_factory=list)
    page: int = 0
    search: str = ""
    shelf: str = ""
    said: dict[str, list[str]] = field(default_factory=dict)
    then: str | None = None

    def with_answers(self, answers: dict[str, object]) -> OpenForm:
        """The form with other answers: what was ticked or proposed belongs to the question before."""
        return replace(self, answers=answers, ticked=None, proposed=[], page=0, search="", shelf="")

    def without(self, question: str) -> OpenForm:
        """The form with that answer taken back, to be given anew; what was ticked there stays ticked."""
        taken_back = self.answers.get(question)
        ticked = [str(value) for value in taken_back] if isinstance(taken_back, list) else None
        others = {name: value for name, value in self.answers.items() if name != question}
        return replace(self.with_answers(others), ticked=ticked)


def form_of(turn: Turn, state: OpenForm) -> AnyForm:
    """The form that is under way."""
    form = turn.forms[state.form]
    if not isinstance(form, Form):
        raise TypeError(f"{state.form} is not a form")
    return form


def asking_again(state: OpenForm, question: Question[Any]) -> OpenForm:
    """The form as it asks the question anew; what has a default of its own is asked for only with `None`."""
    if not question.optional:
        return state.without(question.name)
    return state.with_answers(state.answers | {question.name: None})


@dataclass(frozen=True)
class FormsOfChat:
    """All forms of a chat: the open one, and those put aside, the newest first."""

    open: OpenForm | None = None
    kept: tuple[OpenForm, ...] = ()


_STORED = TypeAdapter(FormsOfChat)


def forms_of(turn: Turn) -> FormsOfChat:
    """The chat's forms. Those that the program no longer has are left out."""
    return forms_in(turn.standing.state, turn.forms)


def forms_in(state: JsonObject, known: Mapping[str, Declared]) -> FormsOfChat:
    """The forms in a conversation's stored state, as far as they are `known`."""
    stored = _STORED.validate_python(state)
    return FormsOfChat(
        stored.open if stored.open is not None and stored.open.form in known else None,
        tuple(kept for kept in stored.kept if kept.form in known),
    )


def set_forms(turn: Turn, forms: FormsOfChat) -> None:
    """Writes the chat's forms back."""
    turn.standing.state = turn.standing.state | _STORED.dump_python(forms, mode="json")


def set_open(turn: Turn, current: OpenForm | None) -> None:
    """Replaces the open form, or closes it with `None`; those put aside stay."""
    set_forms(turn, FormsOfChat(current, forms_of(turn).kept))


def has_answers(turn: Turn, state: OpenForm) -> bool:
    """Whether the form holds anything that a person answered."""
    return answers_in(state, turn.forms)


def answers_in(state: OpenForm, forms: Mapping[str, Declared]) -> bool:
    """The same, for one of these forms."""
    form = forms[state.form]
    if not isinstance(form, Form):
        raise TypeError(f"{state.form} is not a form")
    return state.ticked is not None or any(each.name in state.answers for each in form.questions)


def put_aside(turn: Turn, *, even_empty: bool = False) -> OpenForm | None:
    """Puts the open form aside if it holds anything a person answered, and returns it; otherwise drops it.

    `even_empty` keeps it in any case.
    """
    forms = forms_of(turn)
    current = forms.open
    if current is None:
        return None
    if not even_empty and not has_answers(turn, current):
        set_forms(turn, FormsOfChat(None, forms.kept))
        return None
    set_forms(turn, FormsOfChat(None, _with_room(turn, (current, *forms.kept))))
    return current


def _with_room(turn: Turn, kept: tuple[OpenForm, ...]) -> tuple[OpenForm, ...]:
    """Those that stay, of all that are put aside: the newest, and whichever lasts."""
    return tuple(each for place, each in enumerate(kept) if place < MOST_KEPT or form_of(turn, each).lasts)


def take_up(turn: Turn, serial: int) -> bool:
    """Opens the form with this number that was put aside, and puts the open one aside; false if there is none."""
    forms = forms_of(turn)
    found = next((kept for kept in forms.kept if kept.serial == serial), None)
    if found is None:
        return False
    # It leaves the others first: putting one more aside may push out the oldest, and that may be this one.
    set_forms(turn, FormsOfChat(forms.open, tuple(kept for kept in forms.kept if kept is not found)))
    put_aside(turn)
    set_open(turn, found)
    return True
