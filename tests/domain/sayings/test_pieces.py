"""A message is taken apart into its sentences, each with its values."""

from __future__ import annotations

from domain.sayings.pieces import pieces, within
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


def test_anything_can_be_taken_apart() -> None:
    assert [parts(text) for text in ("", " ", "?", "\n\n", "ja", "…")] == [[], [], ["?"], [], ["ja"], ["…"]]
