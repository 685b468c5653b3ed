"""The programme's profile: everything that another provider of a reseller programme would set differently."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from domain.support import SupportHours, read_hours
from domain.words import Msg


@dataclass(frozen=True, slots=True)
class ProductKind:
    """An entry of the catalogue; `code` is stored with the product."""

    code: str
    name: Msg


@dataclass(frozen=True, slots=True)
class Programme:
    """One provider's programme.

    Durations decide when an unanswered request is reminded of and lapses, and how long, in support's hours, somebody
    may wait for support before its group is reminded.
    """

    provider: str
    console_url: str
    signup_url: str
    catalogue: tuple[ProductKind, ...]
    request_lapses_after: timedelta
    reminders_after: tuple[timedelta, ...]
    support_hours: SupportHours
    support_answers_within: timedelta

    def __post_init__(self) -> None:
        ordered = (*self.reminders_after, self.request_lapses_after)
        if list(ordered) != sorted(set(ordered)) or ordered[0] <= timedelta(0):
            raise ValueError("reminders must come one after the other, and before the request lapses")

    def kind(self, code: str) -> Msg:
        """The catalogue's name for a kind of product; a kind that has left the catalogue is a plain product."""
        for kind in self.catalogue:
            if kind.code == code:
                return kind.name
        return Msg("Product")


INFOMANIAK = Programme(
    provider="Infomaniak",  # fact 1
    console_url="https://manager.infomaniak.com",  # fact 30
    signup_url="https://welcome.infomaniak.com/signup",  # fact 34
    # The facts name domain endings and web hosting (fact 10); whatever else the provider sells is “another product”.
    catalogue=(
        ProductKind("domain", Msg("Domain")),
        ProductKind("web_hosting", Msg("Web hosting")),
        ProductKind("other", Msg("Other product")),
    ),
    request_lapses_after=timedelta(days=30),
    reminders_after=(timedelta(days=3), timedelta(days=14)),
    # The facts name no hours: these are usual ones, to be set by whoever runs the desk.
    support_hours=read_hours("Mon-Fri 08:00-18:00", ZoneInfo("Europe/Zurich")),
    support_answers_within=timedelta(minutes=30),
)
