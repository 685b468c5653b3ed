"""Entries are found in words: what is wanted first, and among equals each day another one."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from benchmarks.directory.questions import missed, questions
from domain.directory.entries import Content, Listed
from domain.directory.index import Index
from domain.directory.wanted import Filters
from tests.programmes import INFOMANIAK

DAY = dt.date(2026, 11, 28)
ANY = Filters()


def entry(number: int, text: str = "Wir bauen etwas.", **more: object) -> Listed:
    values = {"shelves": ("hosting",), "skills": (), "languages": ("de",), "places": ("CH-BE",), "website": ""} | more
    content = Content(
        {"de": text},
        tuple(values["shelves"]),  # type: ignore[arg-type]  # what a test gives
        tuple(values["skills"]),  # type: ignore[arg-type]
        tuple(values["languages"]),  # type: ignore[arg-type]
        tuple(values["places"]),  # type: ignore[arg-type]
        "",
    )
    return Listed(number, "1", f"Bergweb {number}", content, ("Hosting", "Webhosting"))


def index(*entries: Listed) -> Index:
    made = Index()
    made.put(entries)
    return made


SOME = index(
    entry(1, skills=("Shopware",)),
    entry(2, skills=("Shopware",), places=("CH-ZH/Winterthur",)),
    entry(3, text="Wir machen Websites und auch Shopware.", places=("CH",), languages=("de", "fr")),
    entry(4, skills=("WordPress", "Barrierefreiheit"), places=("AT-8",), languages=("it",)),
    entry(5, skills=("Newsletter",), places=("CH-ZH",), shelves=("mail",)),
)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("jemand für Shopware in Bern", [1]),
        ("Shopware Winterthur", [2]),
        ("Shopware Zürich", [2]),
        ("somebody who speaks French", [3]),
        ("accessible websites Vorarlberg", [4]),
        ("Wordpress-Agentur", [4]),
        ("Wordpressagentur", [4]),
        ("worpdress", [4]),
        ("mailing", [5]),
        ("Italienisch", [4]),
        ("itlaienisch", [4]),
        ("Bergweb 5", [5]),
    ],
)
def test_what_is_wanted_comes_first(text: str, first: list[int]) -> None:
    assert list(SOME.search(text, ANY, DAY).ids[: len(first)]) == first


def test_nothing_is_shown_where_nobody_knows_the_word() -> None:
    assert SOME.search("Zahnpasta", ANY, DAY).ids == ()
    assert SOME.search("Zahnpasta", ANY, DAY).unknown == ("Zahnpasta",)
    found = SOME.search("Shopware, «Zähne-Bürste»", ANY, DAY)
    assert set(found.ids) == {1, 2, 3}
    assert found.unknown == ("Zähne-Bürste",), "as it was typed"


def test_greetings_and_asking_in_dialect_are_no_words_that_somebody_should_know() -> None:
    found = SOME.search("Sali, mir wänd gern öpper wo üsi Shopware betreut, chasch du mir da helfe?", ANY, DAY)
    assert set(found.ids) == {1, 2, 3}
    assert not {"Sali", "wänd", "öpper", "üsi", "chasch"} & {*found.unknown}


def test_filters_leave_out_the_rest() -> None:
    assert set(SOME.search("", Filters(place="CH-ZH"), DAY).ids) == {2, 5}
    assert set(SOME.search("", Filters(place="CH"), DAY).ids) == {1, 2, 3, 5}
    assert set(SOME.search("", Filters(language="fr"), DAY).ids) == {3}
    assert set(SOME.search("", Filters(shelf="mail"), DAY).ids) == {5}
    assert SOME.search("Shopware", Filters(shelf="mail"), DAY).ids == ()
    assert SOME.common("#", 2) == ["hosting", "mail"]
    assert SOME.common("/", 2) == ["CH", "CH-ZH"]


def test_among_equals_each_day_another_one_is_first() -> None:
    equals = index(*(entry(number, skills=("Shopware",)) for number in range(1, 11)), entry(11, text="Auch Shopware."))
    days = [DAY + dt.timedelta(days=number) for number in range(300)]
    orders = [equals.search("Shopware", ANY, day).ids for day in days]
    assert {frozenset(order[:10]) for order in orders} == {frozenset(range(1, 11))}, "who says less is never before"
    first = Counter(order[0] for order in orders)
    assert min(first.values()) >= 10
    assert max(first.values()) <= 60
    assert orders[0] == equals.search("Shopware", ANY, DAY).ids, "the same all day, in every process"


def test_what_is_dropped_or_changed_is_not_found_by_its_old_words() -> None:
    made = index(entry(1, skills=("Shopware",)), entry(2, skills=("Magento",)))
    made.put([Listed(1, "2", "Bergweb", entry(1, skills=("Odoo",)).content)])
    made.drop([2])
    assert made.search("Shopware", ANY, DAY).ids == ()
    assert made.search("Magento", ANY, DAY).ids == ()
    assert made.search("Odoo", ANY, DAY).ids == (1,)
    assert made.versions() == {1: "2"}


@pytest.mark.parametrize("half", ["tune", "final"])
def test_nine_of_ten_questions_are_answered_among_the_first_three(half: str) -> None:
    asked = list(questions(half))
    assert len(asked) == 30
    assert {question.language for question in asked} == {"de", "en"}
    assert len(missed(INFOMANIAK, half)) <= len(asked) / 10
