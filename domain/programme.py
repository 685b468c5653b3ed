"""The programme's profile: everything that another provider of a reseller programme would set differently.

A file gives it (`bot.profile` reads and checks it); nothing else in the program knows a provider's name or links.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from domain.privacy import Retention
from domain.support import SupportHours
from domain.words import Money, Msg, Named, Words

DEFAULT_ACCENT = "#1f5fbf"
"""A blue on which white can be read."""


class VerificationWay(StrEnum):
    """A way in which an organisation can become verified."""

    ACCOUNT_LINK = "account_link"
    """One of its people opens a link that the provider's console made for them."""
    SUPPORT = "support"
    """A person of support compares what was stated with the register."""
    AT_ONCE = "at_once"
    """Everybody's word is taken: for demos and tests."""


@dataclass(frozen=True, slots=True)
class Category:
    """A shelf of the catalogue: domains, hosting, mail. `code` stands in old buttons."""

    code: str
    name: Named
    icon: str


@dataclass(frozen=True, slots=True)
class ProductKind:
    """An entry of the catalogue; `code` is stored with the product, `category` is a category's code."""

    code: str
    name: Named
    category: str


@dataclass(frozen=True, slots=True)
class BenefitLevel:
    """What a partner of that level gets (fact 10): cashback or discount, in percent, from that yearly value on."""

    code: str
    name: Named
    cashback: Decimal
    discount: Decimal


@dataclass(frozen=True, slots=True)
class Links:
    """Where the provider's own pages are. `registers` has, by ISO country code, a register's search page."""

    console: str
    signup: str
    whistleblowing: str
    terms: str | None = None
    registers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Logo:
    """The provider's, as a PNG; `width` and `height` are the picture's, in pixels."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Programme:
    """One provider's programme.

    `minimum_value` is what a partner's managed products are worth a year at least (fact 5), in each currency;
    `discount_ceiling` is in percent (fact 10). `register_countries` are ISO codes, or `None` for all. `names` are what
    the provider calls things that texts mention, by their name in the profile. Durations decide when an unanswered
    request is reminded of and lapses, how long, in support's hours, somebody may wait for support before its group is
    reminded, and how long the links live that make somebody act for an organisation. After `check_up_after`, a client
    is asked whether its partners still need what they have; before the last day of an access it is reminded; who has
    ended a partnership can undo that for a while. Support's group is reminded of an application after
    `application_answers_within`; who is declined can apply again `apply_again_after` that. A partner whose products
    have been worth too little (fact 5) for `below_value_for` is told, and has the `grace_period`. What VIES says about
    a VAT number is asked again after `vat_checked_again_after`, in the name of `vat_requester`, which is the provider's
    own number; `asks_swiss_register` says whether Swiss companies are looked up in their register. `retention` is how
    long everything is kept. `own_articles` is a folder with articles that replace those of the
    same topic; `articles_left_out` are topics about which there is none.
    Mails have the `logo` on top, or else the provider's name, and the `accent` as the colour of buttons.
    """

    provider: str
    links: Links
    minimum_value: tuple[Money, ...]
    discount_ceiling: Decimal
    benefit_levels: tuple[BenefitLevel, ...]
    categories: tuple[Category, ...]
    catalogue: tuple[ProductKind, ...]
    products_by_hand: bool
    verification: frozenset[VerificationWay]
    register_countries: frozenset[str] | None
    names: Mapping[str, Named]
    request_lapses_after: timedelta
    reminders_after: tuple[timedelta, ...]
    account_link_lasts: timedelta
    invitation_lasts: timedelta
    check_up_after: timedelta
    end_reminders_before: tuple[timedelta, ...]
    undo_within: timedelta
    application_answers_within: timedelta
    apply_again_after: timedelta
    below_value_for: timedelta
    grace_period: timedelta
    support_hours: SupportHours
    support_answers_within: timedelta
    retention: Retention = field(default_factory=Retention)
    vat_checked_again_after: timedelta = timedelta(days=90)
    vat_requester: str | None = None
    asks_swiss_register: bool = False
    own_articles: Path | None = None
    articles_left_out: frozenset[str] = frozenset()
    logo: Logo | None = None
    accent: str = DEFAULT_ACCENT

    def __post_init__(self) -> None:
        ordered = (*self.reminders_after, self.request_lapses_after)
        if list(ordered) != sorted(set(ordered)) or ordered[0] <= timedelta(0):
            raise ValueError("reminders must come one after the other, and before the request lapses")
        if list(self.end_reminders_before) != sorted(set(self.end_reminders_before), reverse=True):
            raise ValueError("reminders of a last day must come one after the other")

    @property
    def console_url(self) -> str:
        """The provider's web console (fact 30)."""
        return self.links.console

    @property
    def signup_url(self) -> str:
        """Where a new account begins (fact 34)."""
        return self.links.signup

    @property
    def verifies_at_once(self) -> bool:
        """Whether everybody's word is taken."""
        return VerificationWay.AT_ONCE in self.verification

    def kind(self, code: str) -> Words:
        """The catalogue's name for a kind of product; a kind that has left the catalogue is a plain product."""
        for kind in self.catalogue:
            if kind.code == code:
                return kind.name
        return Msg("Product")

    def category_of(self, kind: str) -> Category:
        """The shelf on which products of this kind stand; the last one for a kind that has left the catalogue."""
        code = next((each.category for each in self.catalogue if each.code == kind), None)
        return next((each for each in self.categories if each.code == code), self.categories[-1])
