"""What people settle for themselves."""

from __future__ import annotations

from collections.abc import Collection

from domain.words import Msg, Refused
from storage.tables import Person
from storage.work import Work


class LanguageUnknown(Refused):
    """The desk does not speak this language."""


def set_language(work: Work, person: Person, language: str, spoken: Collection[str]) -> None:
    """The person reads `language`, one of those that are `spoken` here, from now on. Raises `LanguageUnknown`."""
    work.action = "person.language"
    if language not in spoken:
        raise LanguageUnknown(Msg("I do not speak that language. Please choose one that I speak: /language"))
    person.language = language
