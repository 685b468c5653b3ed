"""Days in running text, said on Wednesday, 18 March 2026."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.sayings.slots import Days, Slot
from domain.sayings.values.reader import Values
from storage.answers.saying_words import load_values

LOCALES = Path(__file__).parents[4] / "locales"
TODAY = dt.date(2026, 3, 18)


@pytest.fixture(scope="module")
def values() -> Values:
    return load_values(LOCALES)


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("bis Ende März", "", "2026-03-31"),
        ("in a fortnight", "2026-04-01", "2026-04-01"),
        ("this motnh", "2026-03-01", "2026-03-31"),
        ("letze Woche", "2026-03-09", "2026-03-15"),
        ("der letzte Arbeitstag ist am 31. Juli", "2026-07-31", "2026-07-31"),
        ("hat Alpweb gestern irgendwas geändert", "2026-03-17", "2026-03-17"),
        ("Bestellungen 12/2025", "2025-12-01", "2025-12-31"),
        ("orders 02.2026", "2026-02-01", "2026-02-28"),
        ("Bestellungen 1.2.-15.2.", "2026-02-01", "2026-02-15"),
        ("orders from february", "2026-02-01", "2026-02-28"),
        ("until 30/4", "", "2026-04-30"),
        ("im Vormonat", "2026-02-01", "2026-02-28"),
        ("im Vorjahr", "2025-01-01", "2025-12-31"),
        ("by mid year", "", "2026-06-30"),
        ("the last day is june 15", "2026-06-15", "2026-06-15"),
        ("in the past fortnight", "2026-03-04", "2026-03-18"),
        ("another fortnight", "2026-03-18", "2026-04-01"),
        ("letztes Halbjahr", "2025-07-01", "2025-12-31"),
        ("in the last half year", "2025-07-01", "2025-12-31"),
        ("was hat es im zweiten Halbjahr gekostet", "2025-07-01", "2025-12-31"),
        ("at EOM", "2026-03-31", "2026-03-31"),
        ("what expires in April or May", "2026-04-01", "2026-05-31"),
        ("heute und morgen", "2026-03-18", "2026-03-19"),
        ("ab März, nein, April", "2026-04-01", ""),
        ("bis April, besser Mai", "", "2026-05-31"),
        ("we want to end in March, sorry, April", "2026-04-01", "2026-04-30"),
        ("bis 31.12.", "", "2026-12-31"),
        ("bis zum 1. Mai", "", "2026-05-01"),
        ("bis Februar", "", "2027-02-28"),
        ("bis am 15.", "", "2026-04-15"),
        ("spätestens am 3.4.2026", "", "2026-04-03"),
        ("bis in zwei Wochen", "", "2026-04-01"),
        ("bis Endi Monet", "", "2026-03-31"),
        ("vor dem 1. Juni", "", "2026-05-31"),
        ("before the end of March", "", "2026-03-31"),
        ("by the 15th", "", "2026-04-15"),
        ("by May 1st", "", "2026-05-01"),
        ("until the end of April", "", "2026-04-30"),
        ("until next Friday", "", "2026-03-20"),
        ("until March 2027", "", "2027-03-31"),
        ("seit März", "2026-03-01", ""),
        ("seit April", "2025-04-01", ""),
        ("seit dem 3.4.", "2025-04-03", ""),
        ("seit letztem Freitag", "2026-03-13", ""),
        ("seit zwei Wochen", "2026-03-04", ""),
        ("siit em 1. februar", "2026-02-01", ""),
        ("seit Anfang Jahr", "2026-01-01", ""),
        ("since yesterday", "2026-03-17", ""),
        ("since last Friday", "2026-03-13", ""),
        ("since 2024", "2024-01-01", ""),
        ("ab Mai", "2026-05-01", ""),
        ("ab dem 15. Mai", "2026-05-15", ""),
        ("ab morgen", "2026-03-19", ""),
        ("from June 1", "2026-06-01", ""),
        ("as of 1 May 2026", "2026-05-01", ""),
        ("starting next week", "2026-03-23", ""),
        ("am 3.4.", "2026-04-03", "2026-04-03"),
        ("3. April 2026", "2026-04-03", "2026-04-03"),
        ("2026-04-03", "2026-04-03", "2026-04-03"),
        ("04/03/2026", "2026-03-04", "2026-03-04"),
        ("3.4.26", "2026-04-03", "2026-04-03"),
        ("den 3. April", "2026-04-03", "2026-04-03"),
        ("on April 3rd, 2026", "2026-04-03", "2026-04-03"),
        ("the 3rd of May", "2026-05-03", "2026-05-03"),
        ("am ersten Mai", "2026-05-01", "2026-05-01"),
        ("am 29.2.", "2028-02-29", "2028-02-29"),
        ("in two weeks", "2026-04-01", "2026-04-01"),
        ("heute in vierzehn Tagen", "2026-04-01", "2026-04-01"),
        ("übernächste Woche Freitag", "2026-04-03", "2026-04-03"),
        ("Freitag nächster Woche", "2026-03-27", "2026-03-27"),
        ("on Friday next week", "2026-03-27", "2026-03-27"),
        ("Mittwoch in einer Woche", "2026-04-01", "2026-04-01"),
        ("was war vorletzte Woche", "2026-03-02", "2026-03-08"),
        ("übernächsten Monat", "2026-05-01", "2026-05-31"),
        ("the week after next", "2026-03-30", "2026-04-05"),
        ("was ist am Wochenende passiert", "2026-03-14", "2026-03-15"),
        ("next weekend", "2026-03-21", "2026-03-22"),
        ("kündigen auf Ostermontag", "2026-04-06", "2026-04-06"),
        ("bis Pfingsten", "", "2026-05-24"),
        ("ab Auffahrt", "2026-05-14", ""),
        ("from Easter on", "2026-04-05", ""),
        ("orders since Christmas", "2025-12-25", ""),
        ("the last day is Good Friday", "2026-04-03", "2026-04-03"),
        ("Letzter Tag ist der 31. März", "2026-03-31", "2026-03-31"),
        ("zwischen Ostern und Pfingsten", "2026-04-05", "2026-05-24"),
        ("vom 1. Mai an", "2026-05-01", ""),
        ("Einnahmen von 2025", "2025-01-01", "2025-12-31"),
        ("orders from last month", "2026-02-01", "2026-02-28"),
        ("im ersten Halbjahr 2025", "2025-01-01", "2025-06-30"),
        ("per Quartalsende", "2026-03-31", "2026-03-31"),
        ("which products run out in Q3", "2026-07-01", "2026-09-30"),
        ("in 14 Tagen", "2026-04-01", "2026-04-01"),
        ("in einem Monat", "2026-04-18", "2026-04-18"),
        ("vor zwei Wochen", "2026-03-04", "2026-03-04"),
        ("3 days ago", "2026-03-15", "2026-03-15"),
        ("heute", "2026-03-18", "2026-03-18"),
        ("hüt", "2026-03-18", "2026-03-18"),
        ("übermorgen", "2026-03-20", "2026-03-20"),
        ("the day after tomorrow", "2026-03-20", "2026-03-20"),
        ("vorgestern", "2026-03-16", "2026-03-16"),
        ("nächsten Freitag", "2026-03-20", "2026-03-20"),
        ("am Mittwoch", "2026-03-25", "2026-03-25"),
        ("letzten Mittwoch", "2026-03-11", "2026-03-11"),
        ("am letzten Montag", "2026-03-16", "2026-03-16"),
        ("on Monday", "2026-03-23", "2026-03-23"),
        ("end of the month", "2026-03-31", "2026-03-31"),
        ("per Ende Juni", "2026-06-30", "2026-06-30"),
        ("auf Ende Monat", "2026-03-31", "2026-03-31"),
        ("Mitte Mai", "2026-05-15", "2026-05-15"),
        ("Ende nächster Woche", "2026-03-29", "2026-03-29"),
        ("Jahresende", "2026-12-31", "2026-12-31"),
        ("im April", "2025-04-01", "2025-04-30"),
        ("im März", "2026-03-01", "2026-03-31"),
        ("im April 2024", "2024-04-01", "2024-04-30"),
        ("letzten Monat", "2026-02-01", "2026-02-28"),
        ("last month", "2026-02-01", "2026-02-28"),
        ("nächsten Monat", "2026-04-01", "2026-04-30"),
        ("diese Woche", "2026-03-16", "2026-03-22"),
        ("nächscht Wuche", "2026-03-23", "2026-03-29"),
        ("this year", "2026-01-01", "2026-12-31"),
        ("letztes Jahr", "2025-01-01", "2025-12-31"),
        ("and last year", "2025-01-01", "2025-12-31"),
        ("and this month", "2026-03-01", "2026-03-31"),
        ("bis Änd Monet", None, "2026-03-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("im Jahr 2025", "2025-01-01", "2025-12-31"),
        ("Q1 2026", "2026-01-01", "2026-03-31"),
        ("Q4", "2025-10-01", "2025-12-31"),
        ("im ersten Quartal 2025", "2025-01-01", "2025-03-31"),
        ("letztes Quartal", "2025-10-01", "2025-12-31"),
        ("in den letzten 3 Monaten", "2025-12-18", "2026-03-18"),
        ("in the last 30 days", "2026-02-16", "2026-03-18"),
        ("die letzten zwei Wochen", "2026-03-04", "2026-03-18"),
        ("innert 30 Tagen", "2026-03-18", "2026-04-17"),
        ("within two weeks", "2026-03-18", "2026-04-01"),
        ("zwischen 1. und 15. April", "2026-04-01", "2026-04-15"),
        ("vom 1. bis 15. April", "2026-04-01", "2026-04-15"),
        ("1.–15.4.2026", "2026-04-01", "2026-04-15"),
        ("von März bis Mai 2025", "2025-03-01", "2025-05-31"),
        ("from November to February", "2025-11-01", "2026-02-28"),
        ("between 1 March 2025 and 3 April 2025", "2025-03-01", "2025-04-03"),
        ("von heute bis Freitag", "2026-03-18", "2026-03-20"),
        ("von heute an bis Ende Monat", "2026-03-18", "2026-03-31"),
        ("Montag bis Freitag", "2026-03-16", "2026-03-20"),
        ("vom 1.3. bis 31.3.", "2026-03-01", "2026-03-31"),
        ("März und April", "2025-03-01", "2025-04-30"),
        ("heute in zwei Wochen", "2026-04-01", "2026-04-01"),
        ("was läuft im April ab?", "2026-04-01", "2026-04-30"),
        ("which domains expire in May", "2026-05-01", "2026-05-31"),
        ("per ändi april", "2026-04-30", "2026-04-30"),
        # What a clause says of itself goes before what its sentence says.
        ("we hired someone in January, so end it at the end of May", "2026-05-31", "2026-05-31"),
        ("wir haben gesprochen und möchten per Ende April auflösen", "2026-04-30", "2026-04-30"),
        ("wir haben beschlossen, am 30. April zu kündigen", "2026-04-30", "2026-04-30"),
        ("we met on Monday and want to end it on Friday", "2026-03-20", "2026-03-20"),
        ("what runs out between now and the end of June", "2026-03-18", "2026-06-30"),
        ("what changed between 1 March and now", "2026-03-01", "2026-03-18"),
        ("Mitti Mai", "2026-05-15", "2026-05-15"),
        ("what expires in arpil", "2026-04-01", "2026-04-30"),
        ("heute Abend", "2026-03-18", "2026-03-18"),
        ("morgen früh", "2026-03-19", "2026-03-19"),
        ("what happened last night", "2026-03-17", "2026-03-17"),
        ("was wurde am 3.4. bestellt?", "2025-04-03", "2025-04-03"),
        ("what did we earn in April", "2025-04-01", "2025-04-30"),
        # Weeks by their number; 18 March is in the twelfth.
        ("KW 12", "2026-03-16", "2026-03-22"),
        ("bis Ende KW 14", "", "2026-04-05"),
        ("in KW15 beenden", "2026-04-06", "2026-04-12"),
        ("bis und mit KW 20", "", "2026-05-17"),
        ("bis KW 3/2027", "", "2027-01-24"),
        ("was läuft in Woche 22 ab", "2026-05-25", "2026-05-31"),
        ("was wurde in KW 9 bestellt", "2026-02-23", "2026-03-01"),
        ("KW 14-16", "2026-03-30", "2026-04-19"),
        ("von KW 14 bis KW 16", "2026-03-30", "2026-04-19"),
        ("Freitag KW 14", "2026-04-03", "2026-04-03"),
        ("Anfang KW 17", "2026-04-20", "2026-04-20"),
        ("KW 53", "2026-12-28", "2027-01-03"),
        ("until the end of week 14", "", "2026-04-05"),
        ("calendar week 15", "2026-04-06", "2026-04-12"),
        ("week 18 of 2026", "2026-04-27", "2026-05-03"),
        ("from week 14 to 16", "2026-03-30", "2026-04-19"),
        ("on Friday of week 14", "2026-04-03", "2026-04-03"),
        ("in the week of 6 April", "2026-04-06", "2026-04-12"),
        ("in der Woche vom 6. April", "2026-04-06", "2026-04-12"),
        # From now on for so long.
        ("three more months", "2026-03-18", "2026-06-18"),
        ("for another month", "2026-03-18", "2026-04-18"),
        ("zwei Monate länger", "2026-03-18", "2026-05-18"),
        ("noch drei Monate", "2026-03-18", "2026-06-18"),
        ("for the rest of the year", "2026-03-18", "2026-12-31"),
        ("six weeks from now", "2026-04-29", "2026-04-29"),
        ("a week from Friday", "2026-03-27", "2026-03-27"),
        ("in half a year", "2026-09-18", "2026-09-18"),
        ("in anderthalb Jahren", "2027-09-18", "2027-09-18"),
        ("Montag in acht Tagen", "2026-03-30", "2026-03-30"),
        ("bis übernächsten Freitag", "", "2026-03-27"),
        ("the Friday after next", "2026-03-27", "2026-03-27"),
        ("im übernächsten Quartal", "2026-07-01", "2026-09-30"),
        ("per 1. nächsten Monats", "2026-04-01", "2026-04-01"),
        ("on the first of next month", "2026-04-01", "2026-04-01"),
        ("bis zum letzten Tag des Monats", "", "2026-03-31"),
        ("until the last day of June", "", "2026-06-30"),
        ("early April", "2026-04-01", "2026-04-01"),
        ("late June", "2026-06-30", "2026-06-30"),
        ("per Neujahr", "2027-01-01", "2027-01-01"),
        ("ab sofort bis Ende Juni", "2026-03-18", "2026-06-30"),
        ("bis Ende des dritten Quartals", "", "2026-09-30"),
        ("end it with immediate effect", "2026-03-18", "2026-03-18"),
        ("by close of business on Friday", "", "2026-03-20"),
        ("we part ways next Friday week", "2026-03-27", "2026-03-27"),
        ("after Easter", "2026-04-06", ""),
        ("nach dem 15. Mai", "2026-05-16", ""),
        ("a week after Easter", "2026-04-12", "2026-04-12"),
        ("not beyond the end of May", "", "2026-05-31"),
        ("ab morgen für zwei Wochen", "2026-03-19", "2026-04-02"),
        ("from 1 May for three months", "2026-05-01", "2026-08-01"),
        ("für drei Monate ab 1. April", "2026-04-01", "2026-07-01"),
        ("for two weeks from Monday", "2026-03-23", "2026-04-06"),
        ("within two weeks from now", "2026-03-18", "2026-04-01"),
        ("nach Ostern brauchen wir sie nicht mehr", "", "2026-04-05"),
        ("there is no point in carrying on after May", "", "2026-05-31"),
        ("bis Ende April, letzter Tag ist also der 30. April", "2026-04-30", "2026-04-30"),
        ("letzter Tag wäre der 29. Mai", "2026-05-29", "2026-05-29"),
        ("was leuft im Oktober ab", "2026-10-01", "2026-10-31"),
        ("erste Hälfte April läuft ab", "2026-04-01", "2026-04-15"),
        ("läuft in der zweiten Aprilhälfte ab", "2026-04-16", "2026-04-30"),
        ("in der zweiten Hälfte dieses Monats", "2026-03-16", "2026-03-31"),
        ("what expires in the first half of May", "2026-05-01", "2026-05-15"),
        ("the second half of next month", "2026-04-16", "2026-04-30"),
        ("am letzten Tag im Mai", "2026-05-31", "2026-05-31"),
        ("the end of the month after next", "2026-05-31", "2026-05-31"),
        ("läuft Mai/Juni ab", "2026-05-01", "2026-06-30"),
        ("mit einer Frist von zwei Monaten", "2026-05-18", "2026-05-18"),
        ("with two months' notice", "2026-05-18", "2026-05-18"),
        ("nicht Ende April, sondern Ende Mai", "2026-05-31", "2026-05-31"),
        ("erst Ende Mai statt Ende April", "2026-05-31", "2026-05-31"),
        ("not at the end of April but at the end of May", "2026-05-31", "2026-05-31"),
        ("on 31 May rather than 30 April", "2026-05-31", "2026-05-31"),
        ("verschieb das Ende vom 30. April auf den 31. Mai", "2026-05-31", "2026-05-31"),
        ("move the end from 30 April to 31 May", "2026-05-31", "2026-05-31"),
        ("show me changes from 1 March to 10 March", "2026-03-01", "2026-03-10"),
        ("unser Vertrag vom 1.1.2024 läuft am 30.6.2026 aus", "2026-06-30", "2026-06-30"),
        ("the contract of 1 January 2024 runs out on 30 June 2026", "2026-06-30", "2026-06-30"),
        ("we started two years ago, and on 1 June it's over", "2026-06-01", "2026-06-01"),
        ("from May they should have access", "2026-05-01", ""),
        ("nicht vor dem 15. Mai", "2026-05-15", ""),
        ("don't end it before 15 May", "2026-05-15", ""),
        ("on 15 May at the earliest", "2026-05-15", ""),
        ("am 15. Mai spätestens", "", "2026-05-15"),
        ("nächsten Monat, am liebsten am 20.", "2026-04-20", "2026-04-20"),
        ("early June, on the 3rd to be precise", "2026-06-03", "2026-06-03"),
        ("am letzten Freitag im April", "2026-04-24", "2026-04-24"),
        ("on the second Monday of May", "2026-05-11", "2026-05-11"),
        ("sie gehen am 30., also am 30. April", "2026-04-30", "2026-04-30"),
        ("orders 2025-12", "2025-12-01", "2025-12-31"),
    ],
)
def test_days(values: Values, text: str, first: str, last: str) -> None:
    (found,) = values.found(text, TODAY)
    assert (found.slot, found.value) == (Slot.WHEN, Days(day(first), day(last)))
    assert found.certain


@pytest.mark.parametrize(
    "text",
    [
        "bis auf Weiteres",
        "until further notice",
        "ab sofort",
        "ab jetzt zahlt er",
        "from now on",
        "May I add a partner?",
        "in den letzten Wochen",
        "over the next few days",
        "Artikel 3.1.2",
        "um 14.00 Uhr",
        "9-17 Uhr",
        "24/7",
        "2-3 Partner",
        "bis drei Partner",
        "ab 3 Produkten",
        "www.2025.ch",
        "044 123 45 67",
        "may 3 colleagues see it",
        "can March be a month",
        "we march on",
        "Jan kommt",
        "August Meier",
        "guten Morgen",
        "Good morning",
        "letzter Tag",
        "3. Stock",
        "PHP 8.1",
        "Version 3.4",
        "30.2.2026",
        "32.13.2026",
        "2026-02-31",
        "per 31. April beenden",
        "am 31.4. beenden",
        "end it on 31 April",
        "April 31st",
        "am 31. des nächsten Monats",
        "on the 31st of next month",
        "1234",
        "12.345",
        "8004 Zürich",
        "in 100000 Jahren",
        "bis in 9999999999 Tagen",
        "ein Tag",
        "zwei Wochen",
        "so",
        "Maibaum",
        "Marching",
        "am Ende",
        "in the end",
        "second partner",
        "5 kW",
        "KW 54",
        "KW12345",
        "week 1 was great",
        "one more thing",
        "three more partners",
        "noch zwei Fragen",
        "perhaps another day",
        "look after it",
        "nach wie vor",
        "nach 14 Tagen",
        "first of all",
        # What somebody only tells.
        "Sie haben seit Weihnachten nichts bezahlt",
        "we have moved to somebody else last month",
        "they lost us two bookings over the weekend, I want them gone",
        "sie sind im März nicht gekommen, also kündigen",
        "sie haben heute Morgen schon wieder nicht zurückgerufen",
    ],
)
def test_no_days(values: Values, text: str) -> None:
    assert [each for each in values.found(text, TODAY) if each.slot is Slot.WHEN] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Alpweb darf nur bis Ende März.", "bis Ende März"),
        ("Kündigung per 31.3., danke", "per 31.3."),
        ("Am 3. April 2026.", "Am 3. April 2026"),
        ("was war im letzten Jahr", "im letzten Jahr"),
        ("Let Nordnet's access end in two weeks, please", "in two weeks"),
    ],
)
def test_value_reaches_over_its_preposition(values: Values, text: str, words: str) -> None:
    assert [text[each.start : each.end] for each in values.found(text, TODAY)] == [words]


@pytest.mark.parametrize(
    ("text", "last"),
    [("12/31/2026", "2026-12-31"), ("bis Ende Septmber", "2026-09-30"), ("bis 31. Janaur", "2027-01-31")],
)
def test_doubtful_days_are_not_certain(values: Values, text: str, last: str) -> None:
    (found,) = values.found(text, TODAY)
    assert isinstance(found.value, Days)
    assert (found.value.last, found.certain) == (day(last), False)


@settings(max_examples=30)
@given(
    when=st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31)), today=st.dates(dt.date(2022, 1, 1), dt.date(2030, 1, 1))
)
def test_written_day_is_read_whatever_day_it_is(values: Values, when: dt.date, today: dt.date) -> None:
    for text in (when.isoformat(), f"{when.day}.{when.month}.{when.year}", f"{when:%d/%m/%Y}"):
        assert [each.value for each in values.found(text, today)] == [Days(when, when)]


@settings(max_examples=30)
@given(
    today=st.dates(dt.date(2022, 1, 1), dt.date(2030, 1, 1)), month=st.sampled_from(["Februar", "April", "Dezember"])
)
def test_months_look_where_their_preposition_says(values: Values, today: dt.date, month: str) -> None:
    (until,) = values.found(f"bis {month}", today)
    (since,) = values.found(f"seit {month}", today)
    assert isinstance(until.value, Days)
    assert isinstance(since.value, Days)
    assert until.value.last is not None
    assert since.value.first is not None
    assert since.value.first <= today <= until.value.last
    assert until.value.last - since.value.first < dt.timedelta(days=2 * 366)
