"""Client codes: read back, typos noticed, and no order to be seen in them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from domain.organisations.client_codes import ALPHABET, ClientCodeMistyped, client_code, read_client_code


@pytest.mark.parametrize("organisation_id", [0, 1, 2, 31, 32, 1_000, 2**25 - 1])
def test_a_code_is_read_back_however_it_is_typed(organisation_id: int) -> None:
    code = client_code(organisation_id)
    assert len(code) == len("K-7K2M9Q")
    mistaken = code[2:].replace("0", "o").replace("1", "l").lower()
    for typed in (code, code.lower(), f" {code[:5]} {code[5:]} ", f"K-{mistaken}"):
        assert read_client_code(typed) == organisation_id


def test_codes_are_different_and_neighbours_have_nothing_in_common() -> None:
    codes = [client_code(number) for number in range(2_000)]
    assert len(set(codes)) == 2_000
    alike = [one[:5] == other[:5] for one, other in pairwise(codes)]
    assert not any(alike)


def test_every_wrong_character_is_noticed() -> None:
    code = client_code(17)
    for place in range(2, len(code)):
        for wrong in set(ALPHABET) - {code[place]}:
            with pytest.raises(ClientCodeMistyped):
                read_client_code(code[:place] + wrong + code[place + 1 :])


@pytest.mark.parametrize("typed", ["K-", "K-7K2M9", "K-7K2M9QQ", "K-7K2M9!", "K-7K2U9Q"])
def test_what_looks_like_a_code_and_is_none_is_told_so(typed: str) -> None:
    with pytest.raises(ClientCodeMistyped):
        read_client_code(typed)


@pytest.mark.parametrize("typed", ["Kühne AG", "P-7K2M9Q", "", "7K2M9Q"])
def test_what_does_not_look_like_one_is_left_alone(typed: str) -> None:
    assert read_client_code(typed) is None


def test_an_id_without_a_code_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="no client code"):
        client_code(2**25)
