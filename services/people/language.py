"""What people settle for themselves."""

from __future__ import annotations

from domain.answers.knowledge import LANGUAGES
from domain.words import Msg, Refused
from storage.tables import Person
from storage.work import Work


class LanguageUnknown(Refused):
    """The desk does not speak this language."""


def set_language(work: Work, person: Person, language: str) -> None:
    """The person reads `language` (`de` or `en`) from now on. Raises `LanguageUnknown`."""
    work.action = "person.language"
    if language not in LANGUAGES:
        raise LanguageUnknown(Msg("I speak German and English. Please choose one of them: /language"))
    person.language = language
