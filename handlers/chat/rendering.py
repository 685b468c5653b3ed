"""The one place where words become text in a reader's language.

HTML out: values are escaped here by markupsafe, and nowhere else; what people have written turns no text behind it.
Reads the gettext catalogs once.
"""

from __future__ import annotations

import datetime as dt
import gettext
import html
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, format_timedelta
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from markupsafe import Markup, escape

from domain.words import (
    Country,
    Day,
    Language,
    Lines,
    Listing,
    Literal,
    Local,
    Money,
    Month,
    Msg,
    Named,
    Plural,
    Provider,
    ShelfName,
    ShortDay,
    TimeOfDay,
    Value,
    Words,
    unturned,
)
from handlers.chat.catalogs import languages_in, load_translations
from handlers.chat.mail.letterhead import PLAIN, Letterhead

DEFAULT_LANGUAGE = "en"
_SPOKEN_HERE = {"de": "de_CH"}
"""Where a language is spoken in more ways than one, ours."""
_TAG = re.compile(r"<[^>]*>")


@cache
def locale_of(language: str) -> Locale:
    """How amounts, dates and lists are written in the language."""
    return Locale.parse(_SPOKEN_HERE.get(language, language))


def own_name(language: str) -> Literal:
    """The language as its speakers call it, so that a person who landed in the wrong one finds theirs."""
    name = Locale.parse(language).get_language_name(language) or language
    return Literal(escape(name[:1].upper() + name[1:]))


class Renderer:
    """Turns words into Telegram's HTML, or into plain text for buttons and pop-ups.

    `provider` is its name where words refer to it, `shelves` are the catalogue's by their codes; mails have the
    `letterhead`. Building it raises `FaultyCatalog` where a catalog cannot be read.
    """

    def __init__(
        self,
        catalogs: Path,
        timezone: dt.tzinfo = dt.UTC,
        provider: str = "",
        shelves: Mapping[str, Words] = MappingProxyType({}),
        letterhead: Letterhead = PLAIN,
    ) -> None:
        self._translations: Mapping[str, gettext.NullTranslations] = {
            language: load_translations(catalogs, language) for language in languages_in(catalogs)
        }
        self.languages = tuple(self._translations)
        self.timezone = timezone
        self._provider = escape(provider)
        self._shelves = shelves
        self.letterhead = letterhead

    def html(self, words: Value, language: str) -> Markup:
        """The words in `language` as Telegram HTML."""
        match words:
            case Plural():
                text = self._translation(language).ngettext(words.text, words.many, words.n)
                return self._filled(text, words, language)
            case Msg():
                return self._filled(self._translation(language).gettext(words.text), words, language)
            case Named():
                return escape(words.de if language == "de" else words.en)
            case Provider():
                return self._provider
            case ShelfName():
                return self.html(self._shelves.get(words.code, words.code), language)  # it may have left the catalogue
            case Lines():
                return Markup(words.gap.join([self.html(part, language) for part in words.parts]))
            case Listing():
                return Markup(
                    format_list([self.html(item, language) for item in words.items], locale=locale_of(language))
                )
            case Literal():
                return Markup(words.html)
            case _:
                return escape(self._value(words, language))

    def _translation(self, language: str) -> gettext.NullTranslations:
        """Who reads a language whose folder was taken away reads English."""
        return self._translations.get(language) or self._translations[DEFAULT_LANGUAGE]

    def plain(self, words: Words, language: str) -> str:
        """The words in `language` without tags, as a button or a pop-up shows them."""
        return html.unescape(_TAG.sub("", self.html(words, language)))

    def _filled(self, text: str, words: Msg, language: str) -> Markup:
        if not words.values:
            return Markup(text.format())
        # Each value is HTML already, so the plain format will do; Markup’s own would look at every one of them again.
        return Markup(text.format(**{key: self.html(value, language) for key, value in words.values.items()}))

    def _value(
        self,
        value: str
        | int
        | Decimal
        | dt.date
        | dt.timedelta
        | Day
        | Month
        | ShortDay
        | TimeOfDay
        | Local
        | Money
        | Country
        | Language,
        language: str,
    ) -> str:
        locale = locale_of(language)
        match value:
            case Money():
                # The code with a space, in every language: Babel's English pattern would make it “CHF2,000.00”.
                return format_currency(
                    value.amount, value.currency, "¤¤\u00a0#,##0.00;¤¤\u00a0-#,##0.00", locale=locale
                )
            case Country():
                return str(locale.territories.get(value.code, value.code))
            case Language():
                return str(locale.languages.get(value.code, value.code))
            case Day():
                return format_date(value.moment.astimezone(value.zone or self.timezone).date(), "long", locale=locale)
            case Month():
                return format_skeleton("yMMMM", value.day, locale=locale)
            case TimeOfDay():
                return format_time(value.moment.astimezone(value.zone or self.timezone), "short", locale=locale)
            case ShortDay():
                return format_date(value.day, "medium", locale=locale)
            case Local():
                return _day_and_time(value.moment.astimezone(value.zone), locale)
            case dt.datetime():
                return _day_and_time(value.astimezone(self.timezone), locale)
            case dt.date():
                return format_date(value, "long", locale=locale)
            case dt.timedelta():
                return format_timedelta(value, granularity="minute", locale=locale)
            case int():
                return _whole_number(value, locale)
            case Decimal():
                return format_decimal(value, locale=locale)
            case str():
                return unturned(value)


def _day_and_time(local: dt.datetime, locale: Locale) -> str:
    return f"{format_date(local, 'long', locale=locale)}, {format_time(local, 'short', locale=locale)}"


@lru_cache(1_000)
def _whole_number(value: int, locale: Locale) -> str:
    """Small ones come again and again, in “step 2 of 4”, and CLDR's patterns are slow."""
    return str(format_decimal(value, locale=locale))
