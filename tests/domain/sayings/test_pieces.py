"""A message is taken apart into its sentences, each with its values."""

from __future__ import annotations

from domain.partnerships.rules import Access
from domain.sayings.pieces import pieces, told, within
from domain.sayings.slots import Slot, Value


def parts(text: str, *values: Value) -> list[str]:
    return [text[begin:end].strip() for begin, end in pieces(text, values)]


def test_each_sentence_is_a_piece() -> None:
    assert parts("Hallo! Es hat geregnet. Bitte Alpweb hinzufügen\nDanke schön") == [
        "Hallo! Es hat geregnet.",
        "Bitte Alpweb hinzufügen",
        "Danke schön",
    ]


def test_a_colon_ends_nothing() -> None:
    assert parts("The letter says: remove Liffey") == ["The letter says: remove Liffey"]


def test_no_value_is_torn_apart() -> None:
    text = "Nehmen Sie Dr. Huber hinzu. Danke Ihnen."
    name = Value(11, 20, Slot.OTHER, 7)

    assert parts(text, name) == ["Nehmen Sie Dr. Huber hinzu.", "Danke Ihnen."]
    assert within((name,), (0, 28)) == (name,)
    assert within((name,), (28, 40)) == ()
    assert within((name,), (7, 28)) == (Value(4, 13, Slot.OTHER, 7),)


def test_the_lines_of_a_form_are_one_piece() -> None:
    text = "Kündigung. Partner: Alpweb. Termin: morgen."
    values = Value(20, 26, Slot.OTHER, 7), Value(36, 42, Slot.WHEN, "morgen")

    assert parts(text, *values) == [text]
    assert parts("Es hat die ganze Nacht geregnet. Partner: Alpweb", Value(42, 48, Slot.OTHER, 7)) == [
        "Es hat die ganze Nacht geregnet.",
        "Partner: Alpweb",
    ]


FIRST, SECOND, THIRD = (0, 10), (10, 20), (20, 30)


def goes_with(place: int, *values: Value, asks: bool = False) -> set[object]:
    return {value.value for value in told(values, (FIRST, SECOND, THIRD), place, asks=asks)}


def test_what_stands_in_the_sentence_goes_before_what_stands_elsewhere() -> None:
    nordnet, alpweb = Value(2, 8, Slot.OTHER, "Nordnet"), Value(12, 18, Slot.OTHER, "Alpweb")

    assert goes_with(1, nordnet, alpweb) == {"Alpweb"}
    assert goes_with(2, nordnet, alpweb) == {"Alpweb"}  # “they”: who was named last
    assert goes_with(0, nordnet, alpweb) == {"Nordnet"}


def test_what_is_added_in_the_next_sentence_goes_with_it() -> None:
    shop, server = Value(2, 6, Slot.PRODUCT, "Shop"), Value(22, 28, Slot.PRODUCT, "Server")

    assert goes_with(1, shop, server) == {"Server"}


def test_a_day_of_long_before_is_when_something_happened() -> None:
    assert goes_with(2, Value(2, 8, Slot.WHEN, "January")) == set()
    assert goes_with(1, Value(2, 8, Slot.WHEN, "June")) == {"June"}  # “what did they order that month?”
    assert goes_with(2, Value(2, 8, Slot.WHEN, "January"), asks=True) == {"January"}


def test_who_gets_everything_gets_no_products() -> None:
    only, full = Value(2, 6, Slot.PRODUCT, "Mail"), Value(22, 28, Slot.ACCESS, Access.FULL)

    assert goes_with(2, only, full) == {Access.FULL}


def test_anything_can_be_taken_apart() -> None:
    assert [parts(text) for text in ("", " ", "?", "\n\n", "ja", "…")] == [[], [], ["?"], [], ["ja"], ["…"]]
