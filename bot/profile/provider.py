"""The profile's tables about the provider itself, and what all tables have in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from bot.profile.values import Accent, CountryCode, Name, WebAddress
from domain.programme import DEFAULT_ACCENT
from domain.words import Named

NAME_LOOKS_LIKE = '{ de = "Bestellung", en = "Order" }'


class Table(BaseModel):
    """A table of the profile."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class InBoth(Table):
    """A name in both languages."""

    de: Name = Field(description="in German", examples=['"Bestellung"'])
    en: Name = Field(description="in English", examples=['"Order"'])

    def named(self) -> Named:
        """The name."""
        return Named(self.de, self.en)


class Provider(Table):
    """The provider."""

    name: Name = Field(description="its name, as texts say it", examples=['"Nordlicht Hosting"'])
    logo: str | None = Field(
        default=None,
        description="a PNG beside the profile, of at most 100 KB, on top of mails; without it, the name stands there",
        examples=['"nordlicht.png"'],
    )
    accent: Accent = Field(
        default=DEFAULT_ACCENT,
        description="the colour of buttons in mails, dark enough for white letters",
        examples=['"#1f5fbf"'],
    )


class LinksTable(Table):
    """The provider's pages."""

    console: WebAddress = Field(description="its web console", examples=['"https://console.example"'])
    signup: WebAddress = Field(description="where a new account begins", examples=['"https://signup.example"'])
    whistleblowing: WebAddress = Field(
        description="its policy that protects whistleblowers", examples=['"https://provider.example/policy"']
    )
    terms: WebAddress | None = Field(
        default=None, description="the terms for partners", examples=['"https://provider.example/terms"']
    )
    registers: dict[CountryCode, WebAddress] = Field(
        default={},
        description="by country, the search page of the register with which support compares what is stated",
        examples=['{ CH = "https://register.example/search" }'],
    )
