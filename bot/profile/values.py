"""What the values of the programme's profile are: addresses, codes, amounts, hours, each with its check."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated
from zoneinfo import ZoneInfo

from babel.numbers import list_currencies
from pydantic import AfterValidator, BeforeValidator, Field, StrictInt

from domain.answers.topics import NEEDED, TOPICS
from domain.colours import READABLE, contrast, is_colour
from domain.countries import is_country_code
from domain.support import Holidays, HolidaysUnknown, HoursInvalid, read_hours
from domain.vat.reading import read_vat_number
from domain.vat.refusals import VatRefused
from domain.words import Money

LONGEST_NAME = 40
"""Characters: names stand on buttons."""


def _web_address(text: str) -> str:
    if not text.startswith("https://") or "." not in text or any(sign in text for sign in " <>\"'"):
        raise ValueError("must be a web address that begins with https://")
    return text


def _code(text: str) -> str:
    if not 0 < len(text) <= 24 or not text.replace("_", "").isalnum() or text != text.lower() or not text.isascii():
        raise ValueError("must be up to 24 small letters, digits and _")
    return text


def _country(text: str) -> str:
    if not is_country_code(text):
        raise ValueError("must be a country’s code of two capital letters")
    return text


def _countries(value: object) -> object:
    if value == "all":
        return ()
    if not isinstance(value, list) or not value:
        raise ValueError("must be “all” or a list of countries’ codes")
    return value


def _percent(value: object) -> object:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = Decimal(value)
        if number.is_finite() and 0 <= number <= 100:
            return number
    raise ValueError("must be a number from 0 to 100")


def read_amount(text: str) -> Money:
    """`CHF 2000` as an amount. Raises `ValueError`."""
    currency, _, number = text.partition(" ")
    try:
        amount = Decimal(number)
    except InvalidOperation as fault:
        raise ValueError(f"has “{text}”, which is no amount") from fault
    if currency not in list_currencies() or not amount.is_finite() or amount <= 0:
        raise ValueError(f"has “{text}”, which is no amount")
    return Money(amount, currency)


def _amount(text: str) -> str:
    read_amount(text)
    return text


def _hours(text: str) -> str:
    try:
        read_hours(text, ZoneInfo("UTC"))
    except HoursInvalid as fault:
        raise ValueError("are not the hours of a week") from fault
    return text


def _accent(text: str) -> str:
    if not is_colour(text):
        raise ValueError("must be a colour of six hexadecimal digits")
    if contrast(text, "#ffffff") < READABLE:
        raise ValueError("is too light: white letters on it cannot be read")
    return text.lower()


def _holidays(text: str) -> str:
    try:
        Holidays(text)
    except HolidaysUnknown as fault:
        raise ValueError("must be a country’s code, or one with a part of it, as in CH-GE") from fault
    return text


def _topic(text: str) -> str:
    if text in NEEDED:
        raise ValueError(f"has “{text}”, which conversations lead to: give an article of your own instead")
    if text not in TOPICS:
        raise ValueError(f"has “{text}”, which is no topic; topics are {', '.join(sorted(TOPICS - NEEDED))}")
    return text


def _vat_id(text: str) -> str:
    try:
        return read_vat_number(text).number
    except VatRefused as fault:
        raise ValueError("must be a European VAT number with the letters of its country") from fault


WebAddress = Annotated[str, AfterValidator(_web_address)]
Code = Annotated[str, AfterValidator(_code)]
CountryCode = Annotated[str, AfterValidator(_country)]
Percent = Annotated[Decimal, BeforeValidator(_percent)]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Amount = Annotated[str, AfterValidator(_amount)]
Days = Annotated[StrictInt, Field(ge=1, le=365)]
Countries = Annotated[tuple[CountryCode, ...], BeforeValidator(_countries)]
"""None at all means all of them."""
Hours = Annotated[str, AfterValidator(_hours)]
Accent = Annotated[str, AfterValidator(_accent)]
HolidaysOf = Annotated[str, AfterValidator(_holidays)]
Topic = Annotated[str, AfterValidator(_topic)]
VatId = Annotated[str, AfterValidator(_vat_id)]
