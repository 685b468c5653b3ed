from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.words import Msg, Named
from tests.programmes import INFOMANIAK


def days(*numbers: float) -> tuple[timedelta, ...]:
    return tuple(timedelta(days=number) for number in numbers)


def test_the_default_profile_says_what_the_facts_say() -> None:
    assert INFOMANIAK.provider == "Infomaniak"  # fact 1
    assert INFOMANIAK.console_url == "https://manager.infomaniak.com"  # facts 30, 37
    assert INFOMANIAK.signup_url == "https://welcome.infomaniak.com/signup"  # fact 34


def test_unanswered_requests_are_reminded_of_twice_and_lapse_after_a_month() -> None:
    assert INFOMANIAK.reminders_after == days(3, 14)
    assert INFOMANIAK.request_lapses_after == timedelta(days=30)


@pytest.mark.parametrize("reminders", [(), days(1), days(3, 14), days(1, 2, 3, 29.9)])
def test_another_provider_may_remind_as_it_likes(reminders: tuple[timedelta, ...]) -> None:
    assert replace(INFOMANIAK, reminders_after=reminders).reminders_after == reminders


@pytest.mark.parametrize(
    ("reminders", "lapses"),
    [
        (days(14, 3), timedelta(days=30)),  # out of order
        (days(3, 3), timedelta(days=30)),  # twice at once
        (days(3, 30), timedelta(days=30)),  # together with the lapse
        (days(3, 31), timedelta(days=30)),  # after the lapse
        (days(0, 3), timedelta(days=30)),  # at once
        (days(-1, 3), timedelta(days=30)),
        ((), timedelta(0)),
        ((), timedelta(days=-30)),
    ],
)
def test_reminders_come_one_after_the_other_and_before_the_lapse(
    reminders: tuple[timedelta, ...], lapses: timedelta
) -> None:
    with pytest.raises(ValueError, match="reminders must come one after the other"):
        replace(INFOMANIAK, reminders_after=reminders, request_lapses_after=lapses)


def test_codes_of_the_catalogue_are_different_and_fit_their_column() -> None:
    codes = [kind.code for kind in INFOMANIAK.catalogue]

    assert len(set(codes)) == len(codes)
    assert all(len(code) <= 24 for code in codes)


def test_a_kind_of_product_has_the_name_of_the_catalogue() -> None:
    assert [INFOMANIAK.kind(kind.code) for kind in INFOMANIAK.catalogue] == [kind.name for kind in INFOMANIAK.catalogue]
    assert INFOMANIAK.kind("web_hosting") == Named("Webhosting", "Web hosting")


def test_a_kind_that_has_left_the_catalogue_is_a_plain_product() -> None:
    assert INFOMANIAK.kind("fax_line") == Msg("Product")
    assert INFOMANIAK.category_of("fax_line") == INFOMANIAK.categories[-1]


def test_every_kind_stands_on_its_shelf() -> None:
    assert {kind.code: INFOMANIAK.category_of(kind.code).code for kind in INFOMANIAK.catalogue} == {
        kind.code: kind.category for kind in INFOMANIAK.catalogue
    }


def test_a_kind_whose_shelf_is_gone_stands_on_the_last_one() -> None:
    programme = replace(INFOMANIAK, categories=INFOMANIAK.categories[1:])
    assert programme.category_of("domain").code == "others"
