"""What tenders are about, and what they are read in: the words that tenders and subscriptions share."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from domain.words import Msg


class WorkKind(StrEnum):
    """The kind of work that is looked for."""

    WEBSITE = "website"
    SHOP = "shop"
    MOVE = "move"
    SERVER = "server"
    DEVELOPMENT = "development"
    MARKETING = "marketing"
    CARE = "care"
    OTHER = "other"


KIND_NAMES: Mapping[WorkKind, Msg] = MappingProxyType(
    {
        WorkKind.WEBSITE: Msg("New website"),
        WorkKind.SHOP: Msg("Online shop"),
        WorkKind.MOVE: Msg("Move to another hosting"),
        WorkKind.SERVER: Msg("Servers, cloud and mail"),
        WorkKind.DEVELOPMENT: Msg("Software and interfaces"),
        WorkKind.MARKETING: Msg("Design, texts and marketing"),
        WorkKind.CARE: Msg("Care and support"),
        WorkKind.OTHER: Msg("Something else"),
    }
)


class WorkLanguage(StrEnum):
    """A language in which the work can be talked about, by its ISO 639-1 code."""

    GERMAN = "de"
    FRENCH = "fr"
    ITALIAN = "it"
    ENGLISH = "en"


LANGUAGE_WORDS: Mapping[WorkLanguage, Msg] = MappingProxyType(
    {
        WorkLanguage.GERMAN: Msg("German"),
        WorkLanguage.FRENCH: Msg("French"),
        WorkLanguage.ITALIAN: Msg("Italian"),
        WorkLanguage.ENGLISH: Msg("English"),
    }
)
