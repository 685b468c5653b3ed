"""What a table of weights says of articles: by signs and runs of letters, for those that there are."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from domain.answers.learnt import NONE, PLACES, Learnt, Table, places, runs, share

TOPICS = (NONE, "end", "invoices")


def table(weights: Mapping[str, tuple[int, int, int]]) -> Table:
    """A table in which each sign, or run behind a “~”, has these weights."""
    numbers = np.zeros((PLACES, len(TOPICS)), dtype=np.int8)
    for sign, row in weights.items():
        where = places((), (sign[1:],)) if sign.startswith("~") else places((sign,), ("",))
        blank = places((), ("",))
        numbers[[place for place in where if place not in blank]] = row
    return Table(TOPICS, numbers, np.array([1.0, 0.0, 0.0]), 0.1)


LEARNT = Learnt(
    table({"end": (-20, 60, 0), "bill": (-20, 0, 60), "weather": (60, -30, -30), "~kunden": (0, 0, 90)}), TOPICS[1:]
)


def test_signs_speak_for_what_they_were_learnt_with() -> None:
    end, weather = LEARNT.of(places(("end",), ())), LEARNT.of(places(("weather",), ()))

    assert end.topics["end"] > 0.9 > 0.1 > end.topics["invoices"]
    assert weather.nothing > 0.9
    assert all(math.isclose(sum(each.topics.values()) + each.nothing, 1) for each in (end, weather))


def test_runs_of_letters_speak_where_no_word_is_known() -> None:
    assert "unden" in runs(("kundenrechnung",))
    assert runs(("h", "los")) == {" h lo", "h los", " los "}
    assert LEARNT.of(places((), ("kundenrechnung",))).topics["invoices"] > 0.5


def test_without_any_sign_nothing_is_said_but_what_is_so_beforehand() -> None:
    likely = LEARNT.of(places((), ()))

    assert likely.nothing > likely.topics["end"] == likely.topics["invoices"]


def test_a_sign_says_less_among_many_others() -> None:
    alone, among = (LEARNT.of(places(("end", *others), ())) for others in ((), map(str, range(40))))

    assert alone.topics["end"] > among.topics["end"] > among.topics["invoices"]
    assert share(1) == 1 > share(40)


def test_what_is_about_an_article_that_was_left_out_is_about_none() -> None:
    left = Learnt(table({"end": (-20, 60, 0)}), ("invoices", "new"))

    found = left.of(places(("end",), ()))
    assert found.topics.keys() == {"invoices"}
    assert found.nothing > 0.9


def test_it_can_be_said_what_speaks_for_an_article() -> None:
    assert LEARNT.speaks_for("end", ("end", "bill", "never heard of")) == {"end": 80, "bill": 20, "never heard of": 0}
    assert LEARNT.speaks_for("new", ("end",)) == {}


def test_an_untaught_table_knows_no_article() -> None:
    assert Learnt(Table.nothing(), TOPICS[1:]).of(places(("end",), ("ended",))).topics == {}
