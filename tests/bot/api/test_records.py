"""What the provider tells over the API: main paths, refusals, and batches that are all or nothing."""

from __future__ import annotations

import pytest

from storage.tables import Organisation, Product
from tests.bot.api.provider import CLIENT, LEA, PARTNER, SITE, Json, Provider, account, order, person, product

NOTHING = {"created": 0, "changed": 0, "unchanged": 0, "outdated": 0}
LATER = {"as_of": "2026-11-21T08:00:00Z"}
EARLIER = {"as_of": "2026-11-19T08:00:00Z"}


def without(told: Json, *names: str) -> Json:
    return {name: value for name, value in told.items() if name not in names}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/accounts/c-7", without(account("c-7", "Bergblick (Demo)"), "account")),
        (f"/accounts/{CLIENT}/people/max", without(person("max", CLIENT), "person", "account")),
        ("/products/shop-7", without(product("shop-7"), "product")),
        ("/orders/o-1", without(order("o-1", product=SITE), "order")),
    ],
)
def test_a_record_is_created_known_changed_and_never_older(provider: Provider, path: str, body: Json) -> None:
    changed = body | LATER | ({"amount": "19.00"} if "amount" in body else {"name": "Another (Demo)"})
    assert provider.does("PUT", path, body) == NOTHING | {"created": 1}
    assert provider.does("PUT", path, body) == NOTHING | {"unchanged": 1}
    assert provider.does("PUT", path, changed) == NOTHING | {"changed": 1}
    assert provider.does("PUT", path, body | EARLIER) == NOTHING | {"outdated": 1}


@pytest.mark.parametrize(
    ("subject", "records"),
    [
        ("accounts", [account("c-7", "Bergblick (Demo)"), account("c-8", "Talblick (Demo)")]),
        ("people", [person("max", CLIENT), person(LEA, PARTNER)]),
        ("products", [product("shop-7"), product("shop-8", PARTNER, expires_on="2027-01-31")]),
        ("orders", [order("o-1"), order("o-2", kind="credit_note", refers_to="o-1")]),
    ],
)
def test_a_batch_is_taken_as_a_whole_or_not_at_all(provider: Provider, subject: str, records: list[Json]) -> None:
    faulty = records[1] | {"as_of": "yesterday"}
    refused = provider.call("POST", f"/batches/{subject}", {"records": [records[0], faulty]})
    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert error["field"] == "records.1.as_of"
    assert "a right one is “2026-11-28T09:00:00Z”" in error["detail"]

    assert provider.does("POST", f"/batches/{subject}", {"records": records}) == NOTHING | {"created": 2}
    assert provider.does("POST", f"/batches/{subject}", {"records": records}) == NOTHING | {"unchanged": 2}


def test_levels_are_those_of_the_profile(provider: Provider) -> None:
    path, level = f"/accounts/{PARTNER}/levels/2026-01-01", {"level": "none", **LATER}
    assert provider.does("PUT", path, level) == NOTHING | {"created": 1}
    assert provider.does("PUT", path, level) == NOTHING | {"unchanged": 1}
    batch = {"records": [{"account": PARTNER, "since": "2026-02-01"} | level]}
    assert provider.does("POST", "/batches/levels", batch) == NOTHING | {"created": 1}
    unknown = provider.call("PUT", path, level | {"level": "silver", "as_of": "2026-11-21T09:00:00Z"})
    assert unknown.status_code == 422
    assert "has no levels of benefits" in unknown.json()["errors"][0]["detail"]


@pytest.mark.parametrize("subject", ["people", "products", "orders"])
def test_what_belongs_to_no_account_is_refused_with_its_place(provider: Provider, subject: str) -> None:
    made = {"people": person("max", CLIENT), "products": product("shop-7"), "orders": order("o-1")}[subject]
    records = [made, made | {"account": "c-9", subject.rstrip("s").replace("people", "person"): "x-9"}]
    refused = provider.call("POST", f"/batches/{subject}", {"records": records})
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:handschlag:problem:not-taken")
    assert refused.json()["errors"] == [
        {
            "field": "records.1",
            "detail": "The account “c-9” is not known here. Please bring in the accounts first.",
        }
    ]
    assert provider.does("POST", f"/batches/{subject}", {"records": [made]})["created"] == 1  # nothing was done


def test_all_that_is_wrong_with_a_record_is_said_at_once(provider: Provider) -> None:
    body = without(account("c-7", "???", country="XX", register_number="1", as_of="2026-13-01"), "account")
    refused = provider.call("PUT", "/accounts/c-7", body)
    assert {error["field"] for error in refused.json()["errors"]} == {"name", "country", "as_of"}
    assert refused.json()["detail"] == "3 fields are wrong."


def test_what_disappears_ends_what_depends_on_it(provider: Provider) -> None:
    made = provider.confirmed(SITE)
    provider.does("PUT", f"/products/{SITE}", without(product(SITE, status="cancelled") | LATER, "product"))
    assert provider.does("GET", f"/partnerships/{made}")["status"] == "ended"
    steps = provider.does("GET", f"/partnerships/{made}/history")["items"]
    assert (steps[-1]["what"], steps[-1]["by"]["party"]) == ("ceased", None)


def test_records_are_kept_as_they_are(provider: Provider) -> None:
    with provider.units.begin("cli") as work:
        site = work.session.query(Product).filter_by(provider_id=SITE).one()
        assert (site.name, site.yearly_value) == ("site.example", 24_000)
        partner = work.session.query(Organisation).filter_by(account_id=PARTNER).one()
        assert (partner.partner_code, partner.is_partner) == ("P-ALPWEB", True)
