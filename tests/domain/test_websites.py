"""Addresses of websites as people type them (fact 38)."""

from __future__ import annotations

import pytest

from domain.websites import LONGEST, WebsiteRefused, link_to, read_website

READ = [
    ("alpweb.ch", "https://alpweb.ch"),
    ("  www.alpweb.ch/ ", "https://www.alpweb.ch"),
    ("https://Alpweb.CH/de/", "https://alpweb.ch/de/"),
    ("http:// alpweb.ch", "http://alpweb.ch"),
    ("HTTPS//alpweb.ch", "https://alpweb.ch"),
    ("„alpweb.ch“", "https://alpweb.ch"),
    ("<https://alpweb.ch>", "https://alpweb.ch"),
    ("alpweb.ch.", "https://alpweb.ch"),
    ("käserei-müller.ch", "https://käserei-müller.ch"),
    ("alpweb.ch/?a=1", "https://alpweb.ch?a=1"),
    ("a.b.co.uk/x/y", "https://a.b.co.uk/x/y"),
]
REFUSED = [
    *("", "alpweb", "localhost", "intranet.local", "192.168.1.1", "https://", "http://[::1]", "a..b.ch", "-a.ch"),
    *("javascript:alert(1)", "ftp://alpweb.ch", "https://user:pw@alpweb.ch", "alpweb.ch:8080", "alpweb.ch:x", "we.123"),
    *("none", "we have none", "x" * 64 + ".ch", "alpweb.ch/" + "x" * LONGEST),
]


@pytest.mark.parametrize(("typed", "address"), READ)
def test_it_is_read_as_it_was_meant(typed: str, address: str) -> None:
    assert read_website(typed) == address
    assert read_website(address) == address


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_no_website_is_refused(typed: str) -> None:
    with pytest.raises(WebsiteRefused):
        read_website(typed)


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("info@alpweb.ch", ("https://alpweb.ch",)),
        ("mailto:info@alpweb.ch", ("https://alpweb.ch",)),
        ("our site is alpweb.ch", ("https://alpweb.ch",)),
        ("alpweb.ch and alpweb.com", ("https://alpweb.ch", "https://alpweb.com")),
    ],
)
def test_what_may_be_meant_is_proposed(typed: str, proposed: tuple[str, ...]) -> None:
    with pytest.raises(WebsiteRefused) as refused:
        read_website(typed)
    assert refused.value.proposals == proposed


def test_a_link_is_in_plain_letters() -> None:
    assert (
        link_to("https://käserei.ch/über uns?ort=köniz&x=1")
        == "https://xn--kserei-bua.ch/%C3%BCber%20uns?ort=k%C3%B6niz&x=1"
    )
