"""What people type about a tender: budgets, deadlines, regions, and what may not stand in a text."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from domain.tenders.budgets import Budget, BudgetRefused, budget_ending_at, read_budget
from domain.tenders.deadlines import DeadlineRefused, checked, in_days, read_deadline
from domain.tenders.regions import RegionUnknown, covers, offered_regions, read_region
from domain.tenders.screening import (
    ContactInText,
    Doubt,
    TextLength,
    TextRefused,
    doubts,
    read_description,
    read_subject,
    without_contact,
)
from domain.words import Refused

ZURICH = ZoneInfo("Europe/Zurich")
NOW = dt.datetime(2026, 10, 20, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "amount", "budget"),
    [
        ("New shop, budget 3000 to 5000 francs please", "5000 francs", "3000 to 5000 francs"),
        ("neuer Shop, höchstens 8000 Franken", "8000 Franken", "höchstens 8000 Franken"),
        ("zwischen CHF 3'000 und 5'000 Franken", "5'000 Franken", "zwischen CHF 3'000 und 5'000 Franken"),
        ("Webshop bis Mai, 5000 Franken", "5000 Franken", "5000 Franken"),
        ("we have up to EUR 4000", "EUR 4000", "up to EUR 4000"),
        ("500 francs", "500 francs", "500 francs"),
    ],
)
def test_a_budget_in_running_text_has_the_words_before_its_amount(text: str, amount: str, budget: str) -> None:
    start = text.index(amount)
    assert budget_ending_at(text, start, start + len(amount)) == budget


@pytest.mark.parametrize(
    ("typed", "budget"),
    [
        ("5000", Budget(500_000, 500_000, "CHF")),
        ("about 8k", Budget(800_000, 800_000, "CHF")),
        ("ca. 8k EUR", Budget(800_000, 800_000, "EUR")),
        ("so 8 bis 10 tuusig", Budget(800_000, 1_000_000, "CHF")),
        ("öppe bis 5 tausend Franken", Budget(None, 500_000, "CHF")),
        ("CHF 5'000.–", Budget(500_000, 500_000, "CHF")),
        ("3000-5000", Budget(300_000, 500_000, "CHF")),
        ("3000 – 5000 EUR", Budget(300_000, 500_000, "EUR")),
        ("EUR 3'000 bis 5'000", Budget(300_000, 500_000, "EUR")),
        ("between 3000 and 5000", Budget(300_000, 500_000, "CHF")),
        ("zwischen 3000 und 5000 Franken", Budget(300_000, 500_000, "CHF")),
        ("up to 4000", Budget(None, 400_000, "CHF")),
        ("bis 4000 €", Budget(None, 400_000, "EUR")),
        ("max. 4000", Budget(None, 400_000, "CHF")),
        ("höchstens £ 4000", Budget(None, 400_000, "GBP")),
        ("1999.50", Budget(199_950, 199_950, "CHF")),
        ("3000.-", Budget(300_000, 300_000, "CHF")),
        ("5000 to 5000", Budget(500_000, 500_000, "CHF")),
    ],
)
def test_budgets_are_read_as_people_write_them(typed: str, budget: Budget) -> None:
    assert read_budget(typed, "CHF") == budget


@pytest.mark.parametrize(
    "typed", ["", "viel", "5000-3000", "0", "-5", "1-2-3", "5000 JPY", "999999999999", "1.234", "up to", "x" * 99]
)
def test_what_is_no_budget_is_refused_in_words_about_budgets(typed: str) -> None:
    if typed == "1.234":
        assert read_budget(typed, "CHF").high == 123_400  # three digits behind a point are thousands
        return
    with pytest.raises(BudgetRefused) as refused:
        read_budget(typed, "CHF")
    assert "year" not in repr(refused.value.reason)


@pytest.mark.parametrize(
    ("typed", "deadline"),
    [
        ("31.10.2026", "2026-10-31 17:00:00"),  # winter time since the 25th
        ("24.10.2026", "2026-10-24 16:00:00"),  # summer time still
        ("2026-10-31 12:30", "2026-10-31 11:30:00"),
        ("31. Oktober 2026 um 9 Uhr", "2026-10-31 08:00:00"),
        ("31 October 2026, 5 pm", "2026-10-31 16:00:00"),
        ("31 October 2026 at 12 am", "2026-10-30 23:00:00"),
        ("31.10.2026 24:00", "2026-10-31 22:59:59"),
        ("31.10.2026 17h30", "2026-10-31 16:30:00"),
    ],
)
def test_deadlines_are_meant_by_the_clients_clock(typed: str, deadline: str) -> None:
    assert read_deadline(typed, NOW, ZURICH) == dt.datetime.fromisoformat(f"{deadline}+00:00")


@pytest.mark.parametrize(
    "typed", ["soon", "19.10.2026", "20.10.2026 11:59", "1.1.2031", "31.10.2026 25:00", "31.2.2027"]
)
def test_what_is_no_deadline_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        read_deadline(typed, NOW, ZURICH)


def test_a_deadline_leaves_an_hour_and_half_a_year_at_most() -> None:
    hour, half_a_year, second = dt.timedelta(hours=1), dt.timedelta(days=180), dt.timedelta(seconds=1)
    assert checked(NOW + hour, NOW) == NOW + hour
    assert checked(NOW + half_a_year, NOW) == NOW + half_a_year
    for moment in (NOW + hour - second, NOW + half_a_year + second):
        with pytest.raises(DeadlineRefused):
            checked(moment, NOW)


def test_days_end_at_six_where_the_client_is() -> None:
    assert in_days(7, NOW, ZURICH) == dt.datetime(2026, 10, 27, 17, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Bern", "CH-2"),
        ("Genf", "CH-1"),
        ("Genève", "CH-1"),
        ("vaud", "CH-1"),
        ("Zürich", "CH-4"),
        ("zuerich", "CH-4"),
        ("Graubünden", "CH-5"),
        ("St. Gallen", "CH-5"),
        ("Zentralschweiz", "CH-6"),
        ("Tessin", "CH-7"),
        ("Ticino", "CH-7"),
        ("Germany", "DE"),
        ("Deutschland", "DE"),
        ("Österreich", "AT"),
        ("Schweiz", "CH"),
        ("im Kanton Bern", "CH-2"),
        ("Raum Zürich", "CH-4"),
        ("the whole of Switzerland", "CH"),
    ],
)
def test_regions_are_known_by_their_cantons_cities_and_countries(typed: str, code: str) -> None:
    assert read_region(typed) == code


@pytest.mark.parametrize("typed", ["Atlantis", "it 2000", "so 8 bis 10"])
def test_what_is_no_region_is_refused(typed: str) -> None:
    with pytest.raises(RegionUnknown):
        read_region(typed)


def test_every_offered_region_is_read_by_its_own_name() -> None:
    assert covers("CH", "CH-3")
    assert not covers("CH", None)
    assert offered_regions("AT")[0] == "AT"
    assert len(offered_regions(None)) <= 5


@pytest.mark.parametrize(
    "text",
    [
        "Write to lea@seegarten.example please",
        "lea (at) seegarten.example",
        "Call +41 31 123 45 67",
        "Tel. 031 123 45 67",
        "0041311234567",
        "Rufen Sie mich an: 031 123 45 67, es eilt",
        "Tel.031/123.45.67.",
        "Phone (031) 123-45-67!",
        "+41 (0)31 123 45 67",
        "079 123 45 67",
        "I am @seegarten on Telegram",
    ],
)
def test_ways_past_the_desk_are_refused(text: str) -> None:
    with pytest.raises(ContactInText):
        without_contact(text)


@pytest.mark.parametrize(
    "text",
    [
        "We open on 24.12.2026 and have 3'000.00 visitors a day",
        "About 1'200'000 rows, from 2015 to 2026",
        "PHP 8.3, PostgreSQL 16 and 20 mailboxes at 5 GB",
        "Between 1.1.2027 and 31.3.2027",
        "From 01.02.2027 - 03.04.2027 and 2027-03-31 18:00",
        "The server is 192.168.100.100, in use 2015 2016 2017 2018",
        "0.5 to 0,75 of 3'000'000.00",
    ],
)
def test_dates_and_numbers_are_no_telephone_numbers(text: str) -> None:
    assert without_contact(text) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A new website for our hotel", set()),
        ("Like https://example.com/page", {Doubt.LINK}),
        ("Our site seegarten.ch is old", {Doubt.LINK}),
        ("Ask on t.me/seegarten", {Doubt.LINK}),
        ("Links for an online casino", {Doubt.WORDS}),
        ("500 gekaufte Bewertungen", {Doubt.WORDS}),
        ("We moved to Node.js and Vue", set()),
        ("A casino shop at www.example.org", {Doubt.LINK, Doubt.WORDS}),
    ],
)
def test_links_and_words_are_for_support_to_look_at(text: str, found: set[Doubt]) -> None:
    assert doubts([text]) == found


def test_texts_have_a_length() -> None:
    assert read_subject("  New   website ") == "New website"
    assert read_description("a" * 40 + "\n\n\n\n  b  c ") == "a" * 40 + "\n\nb c"
    for text in ("Web", "x" * 101):
        with pytest.raises(TextLength):
            read_subject(text)
    for text in ("short", "x" * 2001):
        with pytest.raises(TextLength):
            read_description(text)
    with pytest.raises(TextRefused):
        read_subject("Mail to lea@seegarten.example")
