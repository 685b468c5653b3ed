"""What can be asked for in words that leads to the rest: the menu, help, and how the desk speaks with the person."""

from __future__ import annotations

from domain.sayings.natures import Kind
from domain.sayings.slots import Slot
from domain.words import Msg
from handlers.chat.chapters import Chapter
from handlers.chat.sayings import Heard, Saying, begins, shows
from handlers.chat.turn import Turn
from handlers.home.language import speak


def _language(turn: Turn, heard: Heard) -> None:
    """The language that is named, or the choice."""
    code = heard.one(Slot.LANGUAGE, str)
    if code in turn.around.renderer.languages:
        speak(turn, code)
    else:
        turn.run("language")


CHAPTER = Chapter(
    sayings=(
        shows("menu", Msg("🏠 Menu"), "menu", visitors=True),
        shows("help", Msg("What I can do for you"), "help", visitors=True),
        shows("deadlines", Msg("Your deadlines and reminders"), "deadlines"),
        Saying(
            name="language",
            visitors=True,
            label=Msg("Deutsch or English"),
            kind=Kind.DO,
            answer=_language,
            slots=frozenset({Slot.LANGUAGE}),
        ),
        begins("timezone", Msg("🕗 Your clock"), "timezone", visitors=True),
        begins("cancel", Msg("✖️ Cancel"), "cancel", visitors=True),
    )
)
