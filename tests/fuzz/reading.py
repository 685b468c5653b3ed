"""What people type: names, numbers, amounts, days, addresses, wishes."""

from __future__ import annotations

import datetime as dt
import re

from hypothesis import strategies as st

from bot.mail.addresses import AddressFault, mailbox
from domain.amounts import read_amount
from domain.clients import read_note
from domain.dates import read_day
from domain.directory.entries import read_certificates, read_skills, read_text
from domain.mail import read_email
from domain.names.keys import keys_of, read_search, search_name
from domain.names.lookalikes import looks_like, require_one_alphabet, skeleton
from domain.names.reading import LONGEST, read_given_name, read_organisation_name, read_product_name
from domain.organisations.registers import read_register_number
from domain.sayings.spoken import spoken
from domain.sayings.values.amounts import amounts
from domain.sayings.values.register_numbers import register_numbers
from domain.tenders.budgets import read_budget
from domain.tenders.deadlines import read_deadline
from domain.tenders.prices import read_price
from domain.tenders.regions import read_region
from domain.tenders.screening import read_description, read_subject
from domain.vat.reading import read_vat_number
from domain.websites import link_to, read_website
from domain.words import Country, Refused
from tests.fuzz.target import Target, plain, reader
from tests.fuzz.texts import KEPT

NOW = dt.datetime(2026, 11, 29, 12, 0, tzinfo=dt.UTC)
COUNTRIES = st.sampled_from(("CH", "LI", "DE", "AT", "FR", "IT", "NL", "LU", "PL", "GB", "ES", "SE", "US")).map(Country)
_TURNS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


def _names(text: str) -> None:
    for read in (read_organisation_name, read_product_name, lambda given: read_given_name(given, LONGEST)):
        try:
            name = read(text)
        except Refused:
            continue
        assert len(name) <= LONGEST
        assert not _TURNS.search(name), repr(name)
        keys_of(name)
        search_name(name)
        skeleton(name)
        looks_like(name, "Infomaniak")
        try:
            require_one_alphabet(name)
        except Refused:
            continue
        assert read(name) == name, "a name that was read is read as the same"
    read_search(text)


def _amount(value: tuple[str, str]) -> None:
    money = read_amount(*value)
    assert money.amount > 0
    assert money.currency == value[1]


def _email(text: str) -> None:
    address = read_email(text)
    try:
        mailbox(address)
    except AddressFault as fault:
        raise AssertionError(f"{address!r} was taken for an address") from fault


def _website(text: str) -> None:
    assert link_to(read_website(text)).startswith(("https://", "http://"))


def _saying(text: str) -> None:
    for value in (*amounts(text), *register_numbers(text)):
        assert 0 <= value.start <= value.end <= len(text)
    spoken(text)


TARGETS: tuple[Target, ...] = (
    plain("names", KEPT, _names),
    reader(
        "vat-numbers", st.tuples(KEPT, st.none() | COUNTRIES), lambda value: read_vat_number(value[0], country=value[1])
    ),
    reader("register-numbers", st.tuples(COUNTRIES, KEPT), lambda value: read_register_number(*value)),
    reader("amounts", st.tuples(KEPT, st.sampled_from(["CHF", "EUR", "JPY"])), _amount),
    reader("prices", KEPT, lambda text: (read_price(text, "CHF"), read_budget(text, "CHF"))),
    reader("days", KEPT, lambda text: read_day(text, NOW.date())),
    reader("deadlines", KEPT, lambda text: read_deadline(text, NOW, dt.UTC)),
    reader("addresses", KEPT, _email),
    reader("websites", KEPT, _website),
    reader("notes", KEPT, read_note),
    reader("tenders", KEPT, lambda text: (read_subject(text), read_description(text))),
    reader("regions", KEPT, read_region),
    reader("directory", KEPT, lambda text: (read_text(text), read_skills(text), read_certificates(text))),
    plain("sayings", KEPT, _saying),
)
