"""The form of the programme's profile: its tables and keys, each with what it says and what a right value looks like.

`docs/profile.md` lists them; a test holds it to what stands here.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field, StrictBool, StrictInt

from bot.profile.logo import read_logo
from bot.profile.provider import NAME_LOOKS_LIKE, InBoth, LinksTable, Provider, Table
from bot.profile.retention import RetentionTable
from bot.profile.values import (
    Amount,
    Code,
    Countries,
    Days,
    HolidaysOf,
    Hours,
    Percent,
    Topic,
    VatId,
    read_amount,
)
from domain.programme import BenefitLevel, Category, Links, ProductKind, Programme, VerificationWay
from domain.support import read_hours


class Level(Table):
    """A level of a partner's benefits. What it gives stays: another rate is another level, from a day on."""

    code: Code = Field(description="a short name for programs, never to be changed", examples=['"silver"'])
    name: InBoth = Field(description="the level’s name", examples=[NAME_LOOKS_LIKE])
    cashback: Percent = Field(description="percent of cashback", examples=["10"])
    discount: Percent = Field(description="percent of discount, at most the ceiling", examples=["20"])


class ProgrammeTable(Table):
    """What the programme asks for and gives."""

    minimum_value: tuple[Amount, ...] = Field(
        min_length=1,
        description="what a partner’s managed products are worth a year at least, in each currency",
        examples=['["CHF 2000", "EUR 1800"]'],
    )
    discount_ceiling: Percent = Field(description="the highest discount, in percent", examples=["35"])
    benefits: tuple[Level, ...] = Field(
        default=(), description="levels of benefits, where the provider publishes them", examples=["[]"]
    )
    register_countries: Countries = Field(
        description="the countries in whose registers companies may be, or “all”", examples=['["CH", "DE"]']
    )


class Requests(Table):
    """A request that waits for its answer."""

    lapse_after_days: Days = Field(description="when an unanswered request lapses, 1 to 365", examples=["30"])
    remind_after_days: tuple[Days, ...] = Field(
        description="when it is reminded of, one day after the other, before it lapses; [] for never",
        examples=["[3, 14]"],
    )


class Partnerships(Table):
    """A partnership that is confirmed."""

    check_up_after_days: Annotated[StrictInt, Field(ge=30, le=1830)] = Field(
        description="after how long a client is asked whether its partners still need what they have, 30 to 1830",
        examples=["365"],
    )
    end_reminders_days: tuple[Days, ...] = Field(
        description="how many days before its last day an access is reminded of; [] for never", examples=["[30, 7, 1]"]
    )
    undo_minutes: Annotated[StrictInt, Field(ge=1, le=1440)] = Field(
        description="how long whoever has ended a partnership can undo that, 1 to 1440", examples=["10"]
    )


class Applications(Table):
    """Companies that want to become partners, and partners that may no longer fulfil the conditions."""

    remind_after_days: Days = Field(description="when support’s group is reminded of one, 1 to 365", examples=["2"])
    again_after_days: Days = Field(description="when who was declined can apply again, 1 to 365", examples=["90"])
    below_value_days: Days = Field(
        description="how long a partner’s products may be worth too little before it is told, 1 to 365", examples=["90"]
    )
    grace_days: Days = Field(
        description="how long it then has to make up for it before support decides, 1 to 365", examples=["60"]
    )


class LinksToPeople(Table):
    """How long links live that make somebody act for an organisation."""

    account_link_minutes: Annotated[StrictInt, Field(ge=1, le=1440)] = Field(
        description="the link with which the console connects somebody’s Telegram, 1 to 1440", examples=["15"]
    )
    invitation_days: Annotated[StrictInt, Field(ge=1, le=90)] = Field(
        description="an invitation to colleagues, 1 to 90", examples=["7"]
    )


class Support(Table):
    """The provider's support."""

    hours: Hours = Field(
        description="when it is there, in the time zone of HANDSCHLAG_TIMEZONE", examples=['"Mon-Fri 08:00-18:00"']
    )
    holidays: HolidaysOf | None = Field(
        default=None,
        description="the country, perhaps with a canton or state, on whose public holidays it is not there",
        examples=['"CH-GE"'],
    )
    answers_within_minutes: Annotated[StrictInt, Field(ge=1, le=10_000)] = Field(
        description="how long, in these hours, somebody may wait before support’s group is reminded, 1 to 10000",
        examples=["30"],
    )


class Verification(Table):
    """How an organisation becomes verified."""

    ways: tuple[VerificationWay, ...] = Field(
        min_length=1,
        description="“account_link”, “support”, or for a try “at_once”, which takes everybody’s word",
        examples=['["account_link", "support"]'],
    )


class CategoryTable(Table):
    """A shelf of the catalogue; the last one takes whatever has no place elsewhere."""

    code: Code = Field(description="a short name for programs, never to be changed", examples=['"domains"'])
    name: InBoth = Field(description="the category’s name", examples=[NAME_LOOKS_LIKE])
    icon: Annotated[str, Field(min_length=1, max_length=8)] = Field(
        description="an emoji before the name", examples=['"🌐"']
    )


class Kind(Table):
    """An entry of the catalogue. Products whose kind has left it are plain products on the last shelf."""

    code: Code = Field(description="a short name for programs, stored with products", examples=['"web_hosting"'])
    name: InBoth = Field(description="the product’s name", examples=[NAME_LOOKS_LIKE])
    category: Code = Field(description="a category’s code", examples=['"domains"'])


class Products(Table):
    """The catalogue."""

    by_hand: StrictBool = Field(
        description="whether people may type products that the provider’s systems do not know", examples=["true"]
    )
    categories: tuple[CategoryTable, ...] = Field(
        min_length=1, description="its shelves, in their order", examples=["[[products.categories]]"]
    )
    kinds: tuple[Kind, ...] = Field(min_length=1, description="its entries", examples=["[[products.kinds]]"])


class Vat(Table):
    """What is asked about companies' numbers."""

    check_again_after_days: Annotated[StrictInt, Field(ge=7, le=730)] = Field(
        default=90, description="after how long VIES is asked again about a valid VAT number, 7 to 730", examples=["90"]
    )
    swiss_register: StrictBool = Field(
        default=False,
        description="whether the public Swiss UID register is asked about Swiss companies’ numbers, in the same way",
        examples=["true"],
    )
    requester: VatId | None = Field(
        default=None,
        description="the provider’s own European VAT number: only who names one gets a consultation number as proof",
        examples=['"DE136695976"'],
    )


class Tenders(Table):
    """What clients look for, and partners offer."""

    erased_after_days: Annotated[StrictInt, Field(ge=1, le=3650)] = Field(
        default=365,
        description="after how long everything about a tender that has ended is erased, 1 to 3650",
        examples=["365"],
    )


class Names(Table):
    """What the provider's console calls things that texts mention."""

    partner_tab: InBoth = Field(description="the tab in the console’s menu", examples=[NAME_LOOKS_LIKE])
    add_partner: InBoth = Field(description="the button that adds a partner", examples=[NAME_LOOKS_LIKE])
    customer_account: InBoth = Field(description="where a company’s details are", examples=[NAME_LOOKS_LIKE])
    change: InBoth = Field(description="the button that changes them", examples=[NAME_LOOKS_LIKE])
    accounting: InBoth = Field(description="where invoices are", examples=[NAME_LOOKS_LIKE])
    to_pay: InBoth = Field(description="where one pays", examples=[NAME_LOOKS_LIKE])


class Articles(Table):
    """Articles that are the provider's own."""

    folder: str | None = Field(
        default=None,
        description="a folder beside the profile: de/articles/ and en/articles/ in it replace articles of their topic",
        examples=['"nordlicht"'],
    )
    left_out: tuple[Topic, ...] = Field(
        default=(), description="topics that this programme does not have", examples=['["tenders"]']
    )


class ProfileForm(Table):
    """The whole profile."""

    provider: Provider = Field(description="the provider")
    links: LinksTable = Field(description="the provider’s pages")
    programme: ProgrammeTable = Field(description="what the programme asks for and gives")
    requests: Requests = Field(description="requests that wait for an answer")
    partnerships: Partnerships = Field(description="partnerships that are confirmed")
    applications: Applications = Field(description="becoming and remaining a partner")
    links_to_people: LinksToPeople = Field(description="how long links live")
    support: Support = Field(description="the provider’s support")
    verification: Verification = Field(description="how an organisation becomes verified")
    vat: Vat = Field(default=Vat(), description="what is asked about companies’ numbers")
    tenders: Tenders = Field(default=Tenders(), description="what clients look for, and partners offer")
    retention: RetentionTable = Field(default=RetentionTable(), description="how long things are kept")
    names: Names = Field(description="what the provider’s console calls things that texts mention")
    products: Products = Field(description="the catalogue")
    articles: Articles = Field(default=Articles(), description="articles that are the provider’s own")

    def programme_in(self, timezone: str, folder: Path) -> Programme:
        """The programme that it describes; `folder` is where the profile is. Raises `FaultyLogo`."""
        countries = self.programme.register_countries
        return Programme(
            provider=self.provider.name,
            links=Links(**self.links.model_dump()),
            minimum_value=tuple(map(read_amount, self.programme.minimum_value)),
            discount_ceiling=self.programme.discount_ceiling,
            benefit_levels=tuple(
                BenefitLevel(level.code, level.name.named(), level.cashback, level.discount)
                for level in self.programme.benefits
            ),
            categories=tuple(Category(each.code, each.name.named(), each.icon) for each in self.products.categories),
            catalogue=tuple(ProductKind(kind.code, kind.name.named(), kind.category) for kind in self.products.kinds),
            products_by_hand=self.products.by_hand,
            verification=frozenset(self.verification.ways),
            register_countries=frozenset(countries) or None,
            names={name: named.named() for name, named in self.names},
            request_lapses_after=timedelta(days=self.requests.lapse_after_days),
            reminders_after=tuple(timedelta(days=days) for days in self.requests.remind_after_days),
            account_link_lasts=timedelta(minutes=self.links_to_people.account_link_minutes),
            invitation_lasts=timedelta(days=self.links_to_people.invitation_days),
            check_up_after=timedelta(days=self.partnerships.check_up_after_days),
            end_reminders_before=tuple(timedelta(days=days) for days in self.partnerships.end_reminders_days),
            undo_within=timedelta(minutes=self.partnerships.undo_minutes),
            application_answers_within=timedelta(days=self.applications.remind_after_days),
            apply_again_after=timedelta(days=self.applications.again_after_days),
            below_value_for=timedelta(days=self.applications.below_value_days),
            grace_period=timedelta(days=self.applications.grace_days),
            support_hours=read_hours(self.support.hours, ZoneInfo(timezone), self.support.holidays),
            support_answers_within=timedelta(minutes=self.support.answers_within_minutes),
            retention=self.retention.retention(self.tenders.erased_after_days),
            vat_checked_again_after=timedelta(days=self.vat.check_again_after_days),
            vat_requester=self.vat.requester,
            asks_swiss_register=self.vat.swiss_register,
            own_articles=None if self.articles.folder is None else folder / self.articles.folder,
            articles_left_out=frozenset(self.articles.left_out),
            logo=None if self.provider.logo is None else read_logo(folder / self.provider.logo),
            accent=self.provider.accent,
        )
