"""Reads the programme's profile from its TOML file: all of it is checked, and every fault is told with its line.

`bot/profiles/infomaniak.toml` is the default, complete and commented; `docs/` shows another provider's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, TypeAlias
from zoneinfo import ZoneInfo

from babel.numbers import list_currencies
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from domain.countries import is_country_code
from domain.programme import BenefitLevel, Category, Links, ProductKind, Programme, VerificationWay
from domain.support import HoursInvalid, SupportHours, read_hours
from domain.words import Money, Named

DEFAULT_PROFILE = Path(__file__).parent / "profiles" / "infomaniak.toml"

Path_: TypeAlias = tuple[str | int, ...]
"""Where something stands in the file: the names of tables and keys, and numbers of entries from 0."""


class FaultyProfile(Exception):
    """The profile cannot be used; `faults` has a sentence for each fault, with its line."""

    def __init__(self, path: Path, faults: Sequence[str]) -> None:
        super().__init__(f"{path}: {faults[0]}")
        self.path = path
        self.faults = tuple(faults)


def _web_address(text: str) -> str:
    if not text.startswith("https://") or "." not in text or " " in text:
        raise ValueError("must be a web address that begins with https://, such as https://console.example")
    return text


def _code(text: str) -> str:
    if not 0 < len(text) <= 24 or not text.replace("_", "").isalnum() or text != text.lower() or not text.isascii():
        raise ValueError("must be up to 24 small letters, digits and _, such as web_hosting")
    return text


def _country(text: str) -> str:
    if not is_country_code(text):
        raise ValueError("must be a country’s code of two capital letters, such as CH")
    return text


WebAddress = Annotated[str, AfterValidator(_web_address)]
Code = Annotated[str, AfterValidator(_code)]
CountryCode = Annotated[str, AfterValidator(_country)]
Percent = Annotated[Decimal, Field(ge=0, le=100)]
Name = Annotated[str, Field(min_length=1, max_length=60)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Named(_Table):
    de: Name
    en: Name

    def named(self) -> Named:
        return Named(self.de, self.en)


class _Provider(_Table):
    name: Name


class _Links(_Table):
    console: WebAddress
    signup: WebAddress
    whistleblowing: WebAddress
    terms: WebAddress | None = None
    registers: dict[CountryCode, WebAddress] = {}


class _Level(_Table):
    code: Code
    name: _Named
    cashback: Percent
    discount: Percent


class _Programme(_Table):
    minimum_value: tuple[str, ...] = Field(min_length=1)
    discount_ceiling: Percent
    benefits: tuple[_Level, ...]
    register_countries: Literal["all"] | tuple[CountryCode, ...]

    @field_validator("minimum_value")
    @classmethod
    def _are_amounts(cls, texts: tuple[str, ...]) -> tuple[str, ...]:
        for text in texts:
            _amount(text)
        return texts

    @field_validator("benefits")
    @classmethod
    def _keep_to_the_ceiling(cls, levels: tuple[_Level, ...], info: ValidationInfo) -> tuple[_Level, ...]:
        ceiling = info.data.get("discount_ceiling")
        if ceiling is not None and any(level.discount > ceiling for level in levels):
            raise ValueError(f"have a discount above the ceiling of {ceiling} percent")
        return levels


class _Requests(_Table):
    lapse_after_days: Annotated[int, Field(ge=1, le=365)]
    remind_after_days: tuple[Annotated[int, Field(ge=1, le=365)], ...]

    @field_validator("remind_after_days")
    @classmethod
    def _come_in_order(cls, days: tuple[int, ...], info: ValidationInfo) -> tuple[int, ...]:
        lapse = info.data.get("lapse_after_days", 366)
        if list(days) != sorted(set(days)) or (days and days[-1] >= lapse):
            raise ValueError(
                "must come one after the other, and before the request lapses, such as [3, 14] for one of 30 days"
            )
        return days


class _LinksToPeople(_Table):
    account_link_minutes: Annotated[int, Field(ge=1, le=1440)]
    invitation_days: Annotated[int, Field(ge=1, le=90)]


class _Support(_Table):
    hours: str
    answers_within_minutes: Annotated[int, Field(ge=1, le=10_000)]

    @field_validator("hours")
    @classmethod
    def _are_hours(cls, text: str) -> str:
        try:
            read_hours(text, ZoneInfo("UTC"))
        except HoursInvalid as fault:
            raise ValueError("are not the hours of a week; they look like Mon-Fri 08:00-18:00") from fault
        return text


class _Verification(_Table):
    ways: tuple[VerificationWay, ...] = Field(min_length=1)


class _Category(_Table):
    code: Code
    name: _Named
    icon: Annotated[str, Field(min_length=1, max_length=8)]


class _Kind(_Table):
    code: Code
    name: _Named
    category: Code


class _Products(_Table):
    by_hand: bool
    categories: tuple[_Category, ...] = Field(min_length=1)
    kinds: tuple[_Kind, ...] = Field(min_length=1)

    @field_validator("categories")
    @classmethod
    def _differ(cls, categories: tuple[_Category, ...]) -> tuple[_Category, ...]:
        if len({each.code for each in categories}) < len(categories):
            raise ValueError("have a code twice; each needs one of its own")
        return categories

    @field_validator("kinds")
    @classmethod
    def _stand_in_categories(cls, kinds: tuple[_Kind, ...], info: ValidationInfo) -> tuple[_Kind, ...]:
        known = [category.code for category in info.data.get("categories", ())]
        for kind in kinds:
            if known and kind.category not in known:
                raise ValueError(f"name the category “{kind.category}”, which there is not; choose {', '.join(known)}")
        if len({kind.code for kind in kinds}) < len(kinds):
            raise ValueError("have a code twice; each needs one of its own")
        return kinds


class _Names(_Table):
    partner_tab: _Named
    add_partner: _Named
    customer_account: _Named
    change: _Named
    accounting: _Named
    to_pay: _Named


class _Profile(_Table):
    provider: _Provider
    links: _Links
    programme: _Programme
    requests: _Requests
    links_to_people: _LinksToPeople
    support: _Support
    verification: _Verification
    names: _Names
    products: _Products

    def programme_in(self, timezone: str) -> Programme:
        countries = self.programme.register_countries
        return Programme(
            provider=self.provider.name,
            links=Links(**self.links.model_dump()),
            minimum_value=tuple(map(_amount, self.programme.minimum_value)),
            discount_ceiling=self.programme.discount_ceiling,
            benefit_levels=tuple(
                BenefitLevel(level.code, level.name.named(), level.cashback, level.discount)
                for level in self.programme.benefits
            ),
            categories=tuple(
                Category(category.code, category.name.named(), category.icon) for category in self.products.categories
            ),
            catalogue=tuple(ProductKind(kind.code, kind.name.named(), kind.category) for kind in self.products.kinds),
            products_by_hand=self.products.by_hand,
            verification=frozenset(self.verification.ways),
            register_countries=None if countries == "all" else frozenset(countries),
            names={name: named.named() for name, named in self.names},
            request_lapses_after=timedelta(days=self.requests.lapse_after_days),
            reminders_after=tuple(timedelta(days=days) for days in self.requests.remind_after_days),
            account_link_lasts=timedelta(minutes=self.links_to_people.account_link_minutes),
            invitation_lasts=timedelta(days=self.links_to_people.invitation_days),
            support_hours=self._hours(timezone),
            support_answers_within=timedelta(minutes=self.support.answers_within_minutes),
        )

    def _hours(self, timezone: str) -> SupportHours:
        return read_hours(self.support.hours, ZoneInfo(timezone))


def _amount(text: str) -> Money:
    currency, _, number = text.partition(" ")
    try:
        amount = Decimal(number)
    except InvalidOperation as fault:
        raise ValueError(f"“{text}” is no amount; one looks like CHF 2000") from fault
    if currency not in list_currencies() or amount <= 0:
        raise ValueError(f"“{text}” is no amount; one looks like CHF 2000")
    return Money(amount, currency)


@lru_cache
def load_profile(path: Path = DEFAULT_PROFILE, timezone: str = "Europe/Zurich") -> Programme:
    """The programme that the file describes. Raises `FaultyProfile` with all its faults."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise FaultyProfile(path, [f"the profile cannot be read ({fault}); it is a text file in UTF-8"]) from fault
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise FaultyProfile(path, [f"this is not TOML: {fault}"]) from fault
    try:
        return _Profile.model_validate(content).programme_in(timezone)
    except ValidationError as error:
        faults = [(_line_of(text, each["loc"]), _sentence(each["loc"], each["msg"])) for each in error.errors()]
        raise FaultyProfile(path, [f"line {line}: {sentence}" for line, sentence in sorted(faults)]) from None


def _sentence(where: Path_, message: str) -> str:
    name = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in where).removeprefix(".")
    words = message.removeprefix("Value error, ")
    return f"{name} {words[0].lower()}{words[1:]}"


def _line_of(text: str, where: Path_) -> int:
    """The line, from 1, on which the statement for this place begins; where there is none, that of what holds it.

    The beginning of a TOML file is TOML, too, up to any line on which a statement ends: the place is on the first line
    with which it appears.
    """
    lines = text.splitlines()
    ends_before, best, depth = 0, 1, 0
    for number in range(1, len(lines) + 1):
        try:
            content = tomllib.loads("\n".join(lines[:number]))
        except tomllib.TOMLDecodeError:
            continue
        if (found := _depth(content, where)) > depth:
            depth = found
            best = next(line for line in range(ends_before + 1, number + 1) if _says_something(lines[line - 1]))
        ends_before = number
    return best


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _depth(content: object, where: Path_) -> int:
    """How many steps of the way there are in the content."""
    for depth, step in enumerate(where):
        if isinstance(content, dict) and step in content:
            content = content[str(step)]
        elif isinstance(content, list) and isinstance(step, int) and step < len(content):
            content = content[step]
        else:
            return depth
    return len(where)
