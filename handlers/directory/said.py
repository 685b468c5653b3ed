"""What can be said about a partner's own entry: to see it, and what of it shall be another."""

from __future__ import annotations

from domain.sayings.natures import Kind
from domain.sayings.terms import Term
from domain.words import Msg
from handlers.chat.chapters import Chapter
from handlers.chat.forms.speaking import open_to_change
from handlers.chat.sayings import Audience, Heard, Saying
from handlers.chat.turn import Turn
from handlers.directory.writing import WRITE_ENTRY, answers_of
from storage import directory as stored


def _answer(turn: Turn, heard: Heard) -> None:
    if not _changed(turn, heard.text):
        turn.run("myentry")


def _changed(turn: Turn, text: str) -> bool:
    """Opens the form of the entry that is written, if a message says what of it shall be another."""
    own = turn.organisation
    if own is None or stored.entry_of(turn.work.session, own.id) is None:
        return False
    said = turn.around.understanding.in_forms.terms.without(text, Term.IN_ENTRY)
    return open_to_change(turn, WRITE_ENTRY, said, answers_of(turn))


def _take_unasked(turn: Turn, text: str) -> bool:
    """“Unsere Spezialitäten sind Webshops und SEO”: what is said there may be anything, so that no saying has it."""
    if turn.organisation is None or not turn.organisation.is_partner or turn.reference.goes_first(turn, text):
        return False
    terms = turn.around.understanding.in_forms.terms
    skills = terms.behind(text, terms.stems_of(Term.SKILLS))
    is_about = (skills is not None and skills.is_linked) or terms.has(text, Term.IN_ENTRY)
    return is_about and _changed(turn, text)


CHAPTER = Chapter(
    sayings=(
        Saying(
            name="my_entry",
            label=Msg("📇 My entry"),
            kind=Kind.SHOW,
            answer=_answer,
            audience=Audience.PARTNER,
        ),
    ),
    starters=(_take_unasked,),
)
