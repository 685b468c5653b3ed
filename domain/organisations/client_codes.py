"""The code by which a partner finds a client that has told it: K-7K2M9Q. It follows from the organisation's id.

Five characters are the id, shuffled, so that neighbours do not look alike; the sixth checks them, so that one that is
mistyped, or two that are swapped, are noticed before anybody is looked for. A code proves nothing and opens nothing.
"""

from __future__ import annotations

from domain.words import Msg, Refused

BEGINS = "K-"
"""The beginning of every client code."""
# Crockford's base 32: nothing in it is mistaken for something else when it is read out.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LENGTH, _BITS = 5, 25
_SPACE = 1 << _BITS
# An odd number has an inverse among the powers of two; what is far from both ends mixes well.
_FACTOR, _SHIFT = 22_695_477, 13_007_531
_INVERSE = pow(_FACTOR, -1, _SPACE)
# Each is odd: one wrong character always changes the sum, and two that are swapped nearly always do.
_WEIGHTS = (1, 3, 5, 7, 11)


class ClientCodeMistyped(Refused):
    """It looks like a client code and cannot be one."""

    def __init__(self) -> None:
        super().__init__(
            Msg(
                "This client code has a typing error. A code looks like {example}: please compare it with what the "
                "client has given you.",
                example=client_code(1),
            )
        )


def client_code(organisation_id: int) -> str:
    """The organisation's code. Raises `ValueError` for an id that has none: there are 33 million."""
    if not 0 <= organisation_id < _SPACE:
        raise ValueError("no client code for this id")
    mixed = _mirrored((organisation_id * _FACTOR + _SHIFT) % _SPACE)
    digits = [(mixed >> 5 * place) % 32 for place in range(_LENGTH)]
    return BEGINS + "".join(ALPHABET[digit] for digit in (*digits, _check(digits)))


def read_client_code(text: str) -> int | None:
    """The id behind a code as people type it, in any case; `None` where it looks like none.

    Raises `ClientCodeMistyped` where the last character does not go with the others.
    """
    typed = "".join(text.split()).upper()
    if not typed.startswith(BEGINS):
        return None
    characters = typed.removeprefix(BEGINS).translate(_MEANT)
    if len(characters) != _LENGTH + 1 or not set(characters) <= set(ALPHABET):
        raise ClientCodeMistyped
    *digits, check = map(ALPHABET.index, characters)
    if check != _check(digits):
        raise ClientCodeMistyped
    mixed = _mirrored(sum(digit << 5 * place for place, digit in enumerate(digits)))
    return (mixed - _SHIFT) * _INVERSE % _SPACE


def _mirrored(number: int) -> int:
    """The bits from behind: the last ones of a product are mixed least, and are to tell neighbours apart all the same.

    Done twice, it is undone.
    """
    return int(f"{number:0{_BITS}b}"[::-1], 2)


def _check(digits: list[int]) -> int:
    return sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 32
