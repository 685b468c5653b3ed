"""E-mail addresses as people type them."""

from __future__ import annotations

import time

import pytest

from domain.names.addresses import read_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("info@alpweb.ch", "info@alpweb.ch"),
        ("  INFO@Alpweb.CH ", "info@alpweb.ch"),
        ("Alpweb <info@alpweb.ch>", "info@alpweb.ch"),
        ("mailto:info@alpweb.ch?subject=Hello", "info@alpweb.ch"),
        ("[info@alpweb.ch](mailto:info@alpweb.ch)", "info@alpweb.ch"),
        ("ask info@alpweb.ch.", "info@alpweb.ch"),
        ("info+shop@mail.alpweb.co.uk, thanks", "info+shop@mail.alpweb.co.uk"),
        ("«info@zürich.ch»", "info@zürich.ch"),
        ("Alpweb", None),
        ("@alpweb", None),
        ("info@alpweb", None),
        ("info @ alpweb.ch", None),
        ("", None),
        (f"{'x' * 64}@{'y.' * 8}ch", f"{'x' * 64}@{'y.' * 8}ch"),
    ],
)
def test_the_address_in_a_text_is_found(typed: str, address: str | None) -> None:
    assert read_address(typed) == address


@pytest.mark.parametrize("text", ["a" * 4_096, "a@" * 2_048, "a." * 2_048, "@" * 4_096, "a@a." * 1_024])
def test_any_text_is_read_at_once(text: str) -> None:
    began = time.process_time()
    read_address(text)
    assert time.process_time() - began < 0.1
