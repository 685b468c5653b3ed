"""Every button's data: packed and unpacked again, within Telegram's 64 bytes, and harmless when forged."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import ClassVar, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answers.topics import TOPICS, Group
from domain.partnerships.rules import Payer
from domain.people import Role
from handlers.answers.payloads import ShowArticle, ShowTopics
from handlers.chat.packing import LONGEST, Codec, Payload, pack
from handlers.chat.payloads import FormPress, FormVerb, Go
from handlers.partnerships.payloads import ChangePayer, ShowPartnership
from handlers.people.payloads import InviteColleague
from handlers.products.payloads import RemoveProduct
from tests.buttons import KINDS

CODEC = Codec(KINDS)
LARGEST_ID = 2**63 - 1
LAST_PAGE = 9_999
"""No list has so many pages as there can be ids."""
NAMES = st.one_of(  # two of them fit beside an id, even where a character takes four bytes
    st.text(st.characters(exclude_characters=":", codec="ascii"), max_size=16),
    st.text(st.characters(exclude_characters=":", codec="utf-8"), max_size=4),
)


def _values_of(name: str, of: type) -> st.SearchStrategy[object]:
    if of is bool:
        return st.booleans()
    if of is int:
        largest = LAST_PAGE if name == "page" else LARGEST_ID
        return st.integers(-largest, largest)
    if issubclass(of, StrEnum):
        return st.sampled_from(of)
    return NAMES


def _payloads_of(kind: type[Payload]) -> st.SearchStrategy[Payload]:
    hints = get_type_hints(kind)
    return st.builds(kind, *(_values_of(field.name, hints[field.name]) for field in fields(kind)))


@given(st.one_of(*map(_payloads_of, KINDS)))
def test_a_payload_comes_back_as_it_was_packed(payload: Payload) -> None:
    data = pack(payload)

    assert len(data.encode()) <= LONGEST
    assert CODEC.unpack(data) == payload


@pytest.mark.parametrize("kind", [kind for kind in KINDS if str not in get_type_hints(kind).values()])
def test_the_largest_ids_fit_into_a_button(kind: type[Payload]) -> None:
    longest: dict[type, object] = {int: -LARGEST_ID, bool: True}
    hints = get_type_hints(kind)
    values = [LAST_PAGE if each.name == "page" else longest.get(hints[each.name]) for each in fields(kind)]
    types = [hints[each.name] for each in fields(kind)]
    payload = kind(*(value or max(of, key=len) for value, of in zip(values, types, strict=True)))

    assert CODEC.unpack(pack(payload)) == payload


@pytest.mark.parametrize("number", [0, 7, -7, 999_999_999, 10**9, -(10**9), 2**63 - 1, -(2**63) + 1])
def test_a_number_comes_back_as_it_was(number: int) -> None:
    assert CODEC.unpack(pack(ShowPartnership(number))) == ShowPartnership(number)


def test_buttons_of_earlier_versions_have_long_numbers_in_full() -> None:
    assert CODEC.unpack(f"s:{2**40}") == ShowPartnership(2**40)
    assert CODEC.unpack(f"s:{2**63}") is None
    assert CODEC.unpack("s:~" + "z" * 14) is None


@pytest.mark.parametrize(
    "payload",
    [
        *(ShowArticle(topic) for topic in sorted(TOPICS)),
        *(ShowTopics(group.name) for group in Group),
        FormPress(2**31, FormVerb.ANSWER, "a" * 16, "EL123456783"),
        FormPress(2**31, FormVerb.ANSWER, "a" * 16, str(LARGEST_ID)),
        FormPress(1, FormVerb.ANSWER, "register_number", ""),
    ],
    ids=pack,
)
def test_what_the_desk_puts_into_texts_fits(payload: Payload) -> None:
    assert CODEC.unpack(pack(payload)) == payload


def test_a_button_is_short_and_says_what_it_is() -> None:
    assert pack(ShowPartnership(42)) == "s:42"
    assert pack(RemoveProduct(7, sure=True)) == "pr:7:1"
    assert pack(InviteColleague(3, Role.EMPLOYEE)) == "oi:3:employee"
    assert pack(ChangePayer(5, Payer.CLIENT, sure=False)) == "sp:5:client:0"


@pytest.mark.parametrize(
    "payload", [Go("a:b"), FormPress(1, FormVerb.ANSWER, "name", "12:30"), ShowArticle("x" * 62), ShowArticle("ä" * 31)]
)
def test_what_could_not_be_unpacked_again_is_refused_when_packed(payload: Payload) -> None:
    with pytest.raises(ValueError, match=r"colon|64 bytes"):
        pack(payload)


@pytest.mark.parametrize(
    "data",
    [
        "",
        ":",
        "zz:1",  # no such kind
        "s",  # too few fields
        "s:1:2",  # too many
        "s:",
        "s:one",
        "s:1.5",
        "s:--1",
        "s:²",
        f"s:{2**63}",  # more than a database's id
        "s:" + "9" * 60,
        "pr:1:yes",
        "sp:1:nobody:0",
        "oi:1:owner",
        "f:1:z:name:value",
        "go:menu:now",
        "s:1\x00",
    ],
)
def test_forged_data_is_nothing(data: str) -> None:
    assert CODEC.unpack(data) is None


@given(st.one_of(st.text(max_size=64), st.builds(":".join, st.lists(st.text(max_size=8), max_size=6))))
def test_no_data_breaks_the_unpacking(data: str) -> None:
    payload = CODEC.unpack(data)

    assert payload is None or type(payload) in KINDS


@given(st.sampled_from([kind.code for kind in KINDS]), st.lists(st.text("0129-:aé٣ ", max_size=8), max_size=5))
def test_no_fields_behind_a_known_code_break_the_unpacking(code: str, values: list[str]) -> None:
    payload = CODEC.unpack(":".join([code, *values]))

    assert payload is None or payload.code == code


def test_two_kinds_cannot_share_a_code() -> None:
    @dataclass(frozen=True, slots=True)
    class Impostor(Payload):
        code: ClassVar[str] = ShowPartnership.code

    with pytest.raises(ValueError, match="share a code"):
        Codec([*KINDS, Impostor])


def test_codes_are_all_different() -> None:
    codes = [kind.code for kind in KINDS]

    assert len(codes) > 20
    assert len(codes) == len(set(codes))
