"""Partnerships over the API: decided in the console under the rights of the chat, and read."""

from __future__ import annotations

from tests.bot.api.provider import CLIENTS, PARTNERS, SITE, Provider


def test_a_request_is_made_and_confirmed(provider: Provider) -> None:
    made = provider.request(SITE)
    done = provider.does("POST", f"/partnerships/{made}/confirm", {"by": PARTNERS})

    assert (done["status"], done["client"]["account"], done["partner"]["account"]) == ("active", "c-1", "p-1")
    assert [product["product"] for product in done["products"]] == [SITE]
    assert provider.does("GET", f"/partnerships/{made}") == done


def test_an_employee_decides_nothing(provider: Provider) -> None:
    provider.call("POST", "/partnerships", {"by": CLIENTS, "partner": "p-1", "access": "full"})
