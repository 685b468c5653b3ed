"""In which language a person is spoken to."""

from __future__ import annotations

from domain.words import Msg
from handlers.chat.chapters import Chapter, on
from handlers.chat.payloads import Go
from handlers.chat.rendering import own_name
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, View
from handlers.home.menu import menu_rows
from handlers.home.payloads import SetLanguage
from handlers.home.start import welcome
from handlers.mail.overview import MAIL
from services.people import language

SPEAKING = Msg("From now on I write to you in English.")


def _language(turn: Turn) -> None:
    buttons = tuple(
        Button(
            Msg("{mark} {language}", mark="☑️" if code == turn.person.language else "◻️", language=own_name(code)),
            SetLanguage(code),
        )
        for code in turn.around.renderer.languages
    )
    words = Msg("<b>Which language shall I write in?</b>\n\nYou can write to me in another one, too.")
    mail = (Button(MAIL, Go("email")),) if turn.work.mails else ()
    turn.show(View(words, (buttons, (Button(Msg("🕗 Your clock"), Go("timezone")), *mail, MENU))))


def speak(turn: Turn, code: str) -> None:
    """Writes to the person in this language from now on, and shows where they stand. Raises `LanguageUnknown`."""
    language.set_language(turn.work, turn.person, code, turn.around.renderer.languages)
    turn.whisper(SPEAKING)
    turn.show(View(welcome(turn), menu_rows(turn)))


def _set_language(turn: Turn, payload: SetLanguage) -> None:
    speak(turn, payload.language)


CHAPTER = Chapter(
    commands=(ChatCommand("language", _language, Msg("Deutsch or English")),), routes=(on(SetLanguage, _set_language),)
)
