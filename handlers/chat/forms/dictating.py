"""What a form takes in somebody's own words: said with what it is for, changed, or left away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.answers.spelling import words
from domain.sayings.free_text import with_free_text
from handlers.chat.forms.dialogue import ask, take_said
from handlers.chat.forms.form import Ask
from handlers.chat.forms.interrupting import Here
from handlers.chat.forms.option_labels import is_called
from handlers.chat.forms.state import set_open
from handlers.chat.turn import Turn


def dictated(turn: Turn, here: Here, text: str) -> bool:
    """“Schreib ihnen, dass es eilt”, “Grund: zu teuer”, “ändere den Text auf: …”, “ohne Nachricht”."""
    questions = _verbatim(here)
    return bool(questions) and (_told(turn, here, questions, text) or _left_away(turn, here, questions, text))


def _verbatim(here: Here) -> Sequence[Ask[Any]]:
    applicable = here.form.applicable(here.asking.draft)
    return [each for each in applicable if isinstance(each, Ask) and each.verbatim]


def _told(turn: Turn, here: Here, questions: Sequence[Ask[Any]], text: str) -> bool:
    in_forms = turn.around.understanding.in_forms
    others = [each for each in here.form.applicable(here.asking.draft) if each not in questions]
    for head, tail in with_free_text(text):
        wanted = in_forms.to_change(head) or in_forms.telling(head)
        found = questions[-1] if in_forms.writes(head) else _called(turn, questions, wanted)
        if found is not None and any(is_called(turn, each, wanted) for each in others):
            continue  # “languages: also Italian”, where another text is called “The other language”
        if found is None and _replaces(turn, here, head):
            (found,) = questions
        if found is not None:
            take_said(turn, {found.name: [tail]})
            return True
    return False


def _replaces(turn: Turn, here: Here, head: str) -> bool:
    """“Change it to: …”, where nothing but a text is asked for."""
    changes = turn.around.understanding.in_forms.to_change(head) == () and len(words(head)) > 1
    return changes and len(here.form.questions) == 1


def _left_away(turn: Turn, here: Here, questions: Sequence[Ask[Any]], text: str) -> bool:
    """Takes back what was written, where the form does without it."""
    wanted = turn.around.understanding.in_forms.left_away(text)
    question = _called(turn, [each for each in questions if each.optional], wanted)
    if question is None:
        return False
    set_open(turn, here.state.without(question.name))
    ask(turn, fresh=True)
    return True


def _called(turn: Turn, questions: Sequence[Ask[Any]], wanted: Sequence[str]) -> Ask[Any] | None:
    """The one of the questions that is called so; a text, a message or a sentence is what the last one asks for."""
    found = next((each for each in questions if is_called(turn, each, wanted)), None)
    is_text = bool(questions) and turn.around.understanding.in_forms.is_text(wanted)
    return questions[-1] if found is None and is_text else found
