"""Reads a record's fields one by one and keeps what is wrong with them, so that all of it can be said at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple, TypeVar

from babel.numbers import list_currencies

from domain.accounts.values import example_amount, read_day, read_exact_amount, read_moment, shown
from domain.countries import is_country_code
from domain.names.reading import read_given_name
from domain.organisations.registers import read_register_number
from domain.words import Country, Msg, Refused, Words, lines

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
_EMAIL = re.compile(r"[^\s@<>\"(),;:\\]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]")
_LONGEST_EMAIL = 254
_PARTNER_CODE = re.compile(r"[A-Z0-9](?:[A-Z0-9-]{1,10})[A-Z0-9]")
_YES_OR_NO = {"true": True, "false": False}
_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
T2 = TypeVar("T2")


class Fault(NamedTuple):
    """What is wrong with a field, and what a right value looks like."""

    field: str
    sentence: Words


class RecordFaulty(Refused):
    """A record cannot be taken as it is: all that is wrong with it, in the order of its fields."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(
            lines(*(Msg("{field}: {sentence}", field=each.field, sentence=each.sentence) for each in faults))
        )
        self.faults = tuple(faults)


class Fields:
    """The fields of one record. A faulty one is noted and read as some value, so that reading can go on."""

    def __init__(self, raw: Mapping[str, object], known: Sequence[str]) -> None:
        self._known = known
        self._given = {name: value for name, value in raw.items() if value is not None and value != ""}
        self._faults: dict[str, Words] = {}
        for name in self._given:
            if name not in known:
                self.fault(
                    shown(name), Msg("There is no field of this name. Fields are: {fields}.", fields=", ".join(known))
                )

    def has(self, name: str) -> bool:
        """Whether the field is given, rightly or not."""
        return name in self._given

    def is_faulty(self, name: str) -> bool:
        """Whether something is wrong with the field."""
        return name in self._faults

    def fault(self, name: str, sentence: Words) -> None:
        """Notes what is wrong with a field; the first that is noted counts."""
        self._faults.setdefault(name, sentence)

    def require_sound(self) -> None:
        """Raises `RecordFaulty` where anything is wrong."""
        if self._faults:
            order = {name: place for place, name in enumerate(self._known)}
            named = sorted(self._faults.items(), key=lambda fault: order.get(fault[0], len(order)))
            raise RecordFaulty([Fault(name, sentence) for name, sentence in named])

    def number(self, name: str) -> str:
        """A number or key of the provider's own, as it is."""
        return self.number_or_none(name) or self._missing(name, Msg("for example “4711”"))

    def number_or_none(self, name: str) -> str | None:
        """As `number`, where it may be missing."""
        text = self._text(name)
        if text is None:
            return None
        if _NUMBER.fullmatch(text):
            return text
        self.fault(
            name,
            Msg(
                "“{text}” is not a number or code of the provider’s: 1 to 64 letters, digits, dots, hyphens, colons or "
                "underscores, for example “4711”.",
                text=shown(text),
            ),
        )
        return "?"

    def name(self, name: str, longest: int) -> str:
        """A name as the provider has it: on one line, without what cannot be seen, shortened where it is too long."""
        text = self._text(name)
        if text is None:
            return self._missing(name, Msg("for example “Alpweb AG”"))
        read = read_given_name(text, longest)
        if not read:
            self.fault(name, Msg("The name has neither a letter nor a digit; a right one is “Alpweb AG”."))
        return read

    def one_of(self, name: str, choices: type[E]) -> E:
        """One of the enum's values."""
        text = self._text(name)
        if text is None:
            self._missing(name, Msg("one of: {values}", values=", ".join(choices)))
            return next(iter(choices))
        try:
            return choices(text.lower())
        except ValueError:
            self.fault(name, Msg("“{text}” is none of: {values}.", text=shown(text), values=", ".join(choices)))
            return next(iter(choices))

    def yes_or_no(self, name: str) -> bool:
        """`true` or `false`, as JSON has it or written out."""
        given = self._given.get(name)
        if isinstance(given, bool):
            return given
        text = self._text(name)
        if text is None:
            self._missing(name, Msg("“true” or “false”"))
            return False
        answer = _YES_OR_NO.get(text.lower())
        if answer is None:
            self.fault(name, Msg("“{text}” is neither “true” nor “false”.", text=shown(text)))
        return bool(answer)

    def country(self, name: str) -> str:
        """An ISO 3166 code of two letters, in capitals."""
        text = self._text(name)
        if text is None:
            return self._missing(name, Msg("two letters, for example “CH”"))
        code = text.upper()
        if len(text) != 2 or not is_country_code(code):
            self.fault(name, Msg("“{text}” is not a country’s two-letter code, such as “CH”.", text=shown(text)))
        return code

    def register_number(self, name: str, country: str) -> str | None:
        """A number of the country's register, in the form in which it is stored; not judged without a country."""
        if self.is_faulty("country"):
            return None
        return self._read(name, lambda text: read_register_number(Country(country), text), None, None)

    def email(self, name: str) -> str | None:
        """An e-mail address, in small letters."""
        text = self._text(name)
        if text is None:
            return None
        address = text.lower()
        if len(address) > _LONGEST_EMAIL or not address.isprintable() or not _EMAIL.fullmatch(address):
            self.fault(
                name, Msg("“{text}” is not an e-mail address; a right one is “office@example.ch”.", text=shown(text))
            )
        return address

    def partner_code(self, name: str) -> str | None:
        """The code by which clients find a partner, in capitals."""
        text = self._text(name)
        if text is None:
            return None
        code = text.upper()
        if not _PARTNER_CODE.fullmatch(code):
            self.fault(
                name,
                Msg(
                    "“{text}” is not a partner code: 3 to 12 letters and digits, with hyphens between them, "
                    "for example “P-7K2M9Q”.",
                    text=shown(text),
                ),
            )
        return code

    def currency(self, name: str) -> str:
        """An ISO 4217 code, in capitals."""
        text = self._text(name)
        if text is None:
            self._missing(name, Msg("three letters, for example “CHF”"))
            return "CHF"
        code = text.upper()
        if code not in _currencies():
            self.fault(name, Msg("“{text}” is not a currency’s three-letter code, such as “CHF”.", text=shown(text)))
            return "CHF"
        return code

    def amount(self, name: str, currency: str) -> int:
        """An amount of the currency, exactly, in its smallest unit."""
        example = example_amount(currency)
        if isinstance(self._given.get(name), float):
            self.fault(
                name, Msg("An amount is written as text, so that no cent is lost: “{example}”.", example=example)
            )
            return 0
        return self._read(
            name, lambda text: read_exact_amount(text, currency), 0, Msg("for example “{example}”", example=example)
        )

    def moment(self, name: str) -> dt.datetime:
        """A moment after RFC 3339, with time zone; in UTC."""
        return self._read(name, read_moment, _NEVER, Msg("for example “2026-11-28T09:00:00Z”"))

    def day(self, name: str) -> dt.date:
        """A date, year first."""
        return self._read(name, read_day, _NEVER.date(), Msg("for example “2026-11-28”"))

    def day_or_none(self, name: str) -> dt.date | None:
        """As `day`, where it may be missing."""
        return self._read(name, read_day, None, None)

    def _read(self, name: str, read: Callable[[str], T], otherwise: T2, example: Msg | None) -> T | T2:
        """What `read` makes of the field; `otherwise` where it is missing, a fault if there is an `example` of it."""
        text = self._text(name)
        if text is None:
            if example is not None:
                self._missing(name, example)
            return otherwise
        try:
            return read(text)
        except Refused as refused:
            self.fault(name, refused.reason)
            return otherwise

    def _text(self, name: str) -> str | None:
        """What is given, as text without blanks around it; a whole number is written out."""
        given = self._given.get(name)
        if isinstance(given, int) and not isinstance(given, bool):
            # Python writes out no number of thousands of digits, and nobody has one.
            given = str(given) if abs(given) < 10**64 else "9" * 65
        if isinstance(given, str):
            return given.strip() or None
        if given is not None:
            self.fault(name, Msg("The value must be text, in quotation marks."))
        return None

    def _missing(self, name: str, example: Msg) -> str:
        self.fault(name, Msg("The field is missing; what belongs here: {example}.", example=example))
        return "?"


@cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())
