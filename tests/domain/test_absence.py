"""By which way it goes on when Telegram does not reach whoever is to answer."""

from __future__ import annotations

from itertools import product

import pytest

from domain.absence import REACHED, Way, is_another, way_on

M, C, S, N = Way

WAYS = {
    # mail, colleague, support
    (True, True, True): M,
    (True, True, False): M,
    (True, False, True): M,
    (True, False, False): M,
    (False, True, True): C,
    (False, True, False): C,
    (False, False, True): S,
    (False, False, False): N,
}


@pytest.mark.parametrize("there", WAYS)
def test_it_is_the_first_way_that_there_is(there: tuple[bool, bool, bool]) -> None:
    by_mail, colleague, support = there
    way = way_on(by_mail=by_mail, colleague=colleague, support=support)
    assert way is WAYS[there]
    assert (way in REACHED) is (by_mail or colleague)


def test_no_way_is_taken_twice_and_none_back() -> None:
    assert [(way, before) for way, before in product(Way, repeat=2) if is_another(way, before)] == [
        (C, M),
        (S, M),
        (S, C),
        (N, M),
        (N, C),
        (N, S),
    ]
    assert all(is_another(way, None) for way in Way)
