"""Partnerships over the API: decided in the console under the rights of the chat, and read."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import Status
from services.partnerships import answering
from storage.tables import Membership, Organisation, Partnership, Person, Product
from tests.bot.api.provider import (
    CLIENT,
    CLIENTS,
    EMPLOYEES,
    LEA,
    MAIL,
    NOAH,
    OTHER,
    OTHERS,
    PARTNER,
    PARTNERS,
    SHOP,
    SITE,
    Json,
    Provider,
    by,
    person,
)
from tests.services.partnerships.test_reading import statements
from tests.services.world import World

FULL = {"access": "full", "payment_means": "client"}


def kind(answered: Json) -> str:
    return str(answered["type"]).removeprefix("urn:handschlag:problem:")


def test_a_request_is_made_and_confirmed(provider: Provider) -> None:
    made = provider.request(SITE)
    assert provider.does("GET", f"/partnerships/{made}")["status"] == "pending"
    done = provider.does("POST", f"/partnerships/{made}/confirm", {"by": PARTNERS})

    assert (done["status"], done["client"]["account"], done["partner"]["account"]) == ("active", CLIENT, PARTNER)
    assert [product["product"] for product in done["products"]] == [SITE]
    assert provider.does("GET", f"/partnerships/{made}") == done


@pytest.mark.parametrize("partner", [PARTNER, "P-ALPWEB", "p-alpweb"])
def test_a_partner_is_named_by_account_or_code(provider: Provider, partner: str) -> None:
    made = provider.does("POST", "/partnerships", {"by": CLIENTS, "partner": partner, **FULL})
    assert made["partner"]["account"] == PARTNER


def test_payment_means_and_products_are_changed_and_a_partnership_ends(provider: Provider) -> None:
    full = provider.confirmed()
    changed = provider.does("PUT", f"/partnerships/{full}/payment-means", {"by": CLIENTS, "payment_means": "partner"})
    assert changed["payment_means"] == "partner"
    ended = provider.does("POST", f"/partnerships/{full}/end", {"by": CLIENTS})
    assert (ended["status"], ended["closed_by"]) == ("ended", "client")

    limited = provider.confirmed(SITE, SHOP)
    changed = provider.does("PUT", f"/partnerships/{limited}/products", {"by": CLIENTS, "products": [SHOP, MAIL]})
    assert {product["product"] for product in changed["products"]} == {SHOP, MAIL}


def test_products_that_somebody_has_typed_stay_with_the_partner(provider: Provider) -> None:
    limited = provider.confirmed(SITE, SHOP)
    with provider.units.begin("cli") as work:
        typed = work.session.query(Product).filter_by(provider_id=SHOP).one()
        typed.provider_id = typed.as_of = None
    changed = provider.does("PUT", f"/partnerships/{limited}/products", {"by": CLIENTS, "products": [MAIL]})
    assert {product["product"] for product in changed["products"]} == {None, MAIL}


def decisions(provider: Provider) -> list[tuple[str, str, Json]]:
    """Every decision that there is about a request and a partnership, with what it needs but for who makes it."""
    pending, active = provider.request(SITE, partner=OTHER), provider.confirmed()
    return [
        ("POST", "/partnerships", {"partner": PARTNER, "access": "limited", "products": [SHOP]}),
        ("POST", f"/partnerships/{pending}/confirm", {}),
        ("POST", f"/partnerships/{pending}/decline", {}),
        ("POST", f"/partnerships/{pending}/withdraw", {}),
        ("POST", f"/partnerships/{active}/end", {}),
        ("PUT", f"/partnerships/{active}/payment-means", {"payment_means": "partner"}),
        ("PUT", f"/partnerships/{active}/products", {"products": [SHOP]}),
    ]


DECISIONS: list[tuple[str, str, dict[str, object]]] = [
    ("POST", "confirm", {}),
    ("POST", "decline", {}),
    ("POST", "withdraw", {}),
    ("POST", "end", {}),
    ("PUT", "payment-means", {"payment_means": "partner"}),
    ("PUT", "products", {"products": [SITE]}),
]


@pytest.mark.parametrize(("method", "step", "more"), DECISIONS, ids=lambda value: str(value))
def test_what_is_somebody_elses_takes_as_many_statements_as_what_is_not_there(
    provider: Provider, world: World, method: str, step: str, more: dict[str, object]
) -> None:
    made = int(provider.request(SITE))
    seen = []
    for number in (made, made + 1_000):
        with statements(world) as noted:
            refused = provider.call(
                method, f"/partnerships/{number}/{step}", {"by": OTHERS, **more}, key=f"key-{number:08}"
            )
        assert refused.status_code == 404
        seen.append((refused.text, [statement for statement, _ in noted]))
    assert seen[0] == seen[1]


def test_whoever_is_unknown_has_the_same_answer_to_every_decision(provider: Provider) -> None:
    """No decision tells whether there is such an account, a person, a partner, or a partnership."""
    everything = decisions(provider)
    provider.does("PUT", f"/accounts/{PARTNER}/people/gone", _told("gone", PARTNER, "removed"))
    unknown = (by("nobody", CLIENT), by(LEA, "no-account"), by(LEA, PARTNER), by(NOAH, CLIENT), by("gone", PARTNER))
    answers = {
        provider.call(method, path, {"by": decider, **body}).text
        for method, path, body in everything
        for decider in unknown
    }
    for method, path, body in everything[1:]:
        nowhere = path.replace(path.split("/")[2], "99999")
        answers.add(provider.call(method, nowhere, {"by": CLIENTS, **body}).text)
        strangers = {"by": by("stranger", "c-9"), **body}
        answers.add(provider.call(method, path, strangers).text)
    answers |= {
        provider.call("POST", "/partnerships", {"by": CLIENTS, "partner": partner, **FULL}).text
        for partner in ("nobody", CLIENT, "P-NOBODY")
    }
    assert len(answers) == 1, answers
    assert '"status":404' in answers.pop()


def _told(number: str, account: str, status: str) -> Json:
    told = person(number, account, status=status)
    return {name: value for name, value in told.items() if name not in {"person", "account"}}


def test_rights_are_those_of_the_chat(provider: Provider) -> None:
    new, confirm, decline, withdraw, end, payer, _ = decisions(provider)
    for (method, path, body), decider, expected in (
        (new, EMPLOYEES, "signature-needed"),
        (withdraw, EMPLOYEES, "signature-needed"),
        (end, EMPLOYEES, "signature-needed"),
        (payer, EMPLOYEES, "signature-needed"),
        (confirm, CLIENTS, "other-side"),
        (decline, CLIENTS, "other-side"),
        (withdraw, OTHERS, "other-side"),
        (payer, PARTNERS, "other-side"),
        (confirm, PARTNERS, "not-found"),
        (end, OTHERS, "not-found"),
    ):
        refused = provider.call(method, path, {"by": decider, **body})
        status = 404 if expected == "not-found" else 403
        assert (refused.status_code, kind(refused.json())) == (status, expected), (path, decider, refused.text)
    said = provider.call(withdraw[0], withdraw[1], {"by": EMPLOYEES}).json()["detail"]
    assert said.startswith("Only a legal representative of Seegarten Hotels (Demo) can do this.")


def test_what_is_not_possible_says_why(provider: Provider) -> None:
    active = provider.confirmed(SITE)
    request = {"by": CLIENTS, "partner": OTHER}
    for body, status, expected, words in (
        (request | {"access": "limited", "products": [SITE]}, 409, "product-taken", "already managed by Alpweb (Demo)"),
        (
            request | {"partner": PARTNER, "access": "limited", "products": [SHOP]},
            409,
            "already-partners",
            "already has",
        ),
        (request | {"access": "full"}, 422, "terms", "needs a choice of payment means"),
        (request | {"access": "limited"}, 422, "terms", "at least one product"),
        (request | {"access": "limited", "products": ["x"]}, 422, "terms", "has no product x"),
        (request | FULL | {"products": [SHOP]}, 422, "terms", "Full access covers all products"),
    ):
        refused = provider.call("POST", "/partnerships", body)
        assert (refused.status_code, kind(refused.json())) == (status, expected), refused.text
        assert words in refused.json()["detail"]
    for method, what, more, status in (
        ("PUT", "payment-means", {"by": CLIENTS, "payment_means": "client"}, 409),
        ("PUT", "products", {"by": CLIENTS, "products": list[str]()}, 422),
        ("POST", "confirm", {"by": PARTNERS}, 409),
    ):
        assert provider.call(method, f"/partnerships/{active}/{what}", more).status_code == status, what


def test_a_reason_is_for_declining_only_and_has_its_length(provider: Provider) -> None:
    made = provider.request(SITE)
    assert provider.call("POST", f"/partnerships/{made}/withdraw", {"by": CLIENTS, "reason": "x"}).status_code == 422
    for reason in ("x" * 501, "bell\a", 5):
        path = f"/partnerships/{made}/decline"
        assert provider.call("POST", path, {"by": PARTNERS, "reason": reason}).status_code == 422
    declined = provider.does("POST", f"/partnerships/{made}/decline", {"by": PARTNERS, "reason": "  Too far.\nSorry  "})
    assert (declined["status"], declined["reason"]) == ("declined", "Too far.\nSorry")


def test_a_closed_account_decides_nothing(provider: Provider) -> None:
    made = provider.request(SITE)
    with provider.units.begin("cli") as work:
        partner = work.session.query(Organisation).filter_by(account_id=PARTNER).one()
        partner.closed_at = work.now
    assert provider.call("POST", f"/partnerships/{made}/confirm", {"by": PARTNERS}).status_code == 404


def test_a_frozen_account_decides_nothing(provider: Provider) -> None:
    made = provider.request(SITE)
    with provider.units.begin("cli") as work:
        work.session.query(Organisation).filter_by(account_id=PARTNER).one().frozen_at = work.now
    refused = provider.call("POST", f"/partnerships/{made}/confirm", {"by": PARTNERS})
    assert (refused.status_code, kind(refused.json())) == (409, "frozen")
    assert refused.json()["detail"].startswith("Infomaniak is looking into who may act for Alpweb (Demo).")


def test_partnerships_are_listed_in_pages(provider: Provider) -> None:
    made = [provider.request(SITE), provider.request(SHOP, partner=OTHER)]
    for ended in made:
        provider.does("POST", f"/partnerships/{ended}/withdraw", {"by": CLIENTS})
    made += [provider.request(SITE), provider.request(SHOP, partner=OTHER)]

    def listed(**asked: object) -> list[str]:
        found, cursor = [], None
        while True:
            page = provider.does("GET", "/partnerships", params=asked | ({"cursor": cursor} if cursor else {}))
            found += [each["id"] for each in page["items"]]
            assert len(page["items"]) <= int(str(asked.get("limit", 50)))
            cursor = page["next_cursor"]
            if cursor is None:
                return found

    assert listed() == listed(limit=1) == listed(limit=3) == listed(limit=4) == made
    assert listed(account=CLIENT, limit=1) == made
    assert listed(account=PARTNER) == made[::2]
    assert listed(status="pending", limit=1) == made[2:]
    assert listed(status="withdrawn", account=OTHER) == made[1:2]
    assert listed(status="active") == listed(account="nobody") == []


@pytest.mark.parametrize(
    "asked", ["limit=0", "limit=201", "limit=x", "cursor=x", "cursor=Mjox", "status=gone", "account=%00"]
)
def test_a_list_that_cannot_be_given(provider: Provider, asked: str) -> None:
    refused = provider.call("GET", f"/partnerships?{asked}")
    assert (refused.status_code, kind(refused.json())) == (422, "invalid")
    assert refused.json()["errors"][0]["field"].startswith("query.")


def test_a_request_whose_time_is_over_has_lapsed_wherever_it_is_read(world: World, provider: Provider) -> None:
    made, listed = provider.request(SITE), provider.request(SHOP, partner=OTHER)
    world.advance(days=30)
    assert provider.does("GET", f"/partnerships/{made}")["status"] == "lapsed"
    assert provider.does("GET", "/partnerships", params={"status": "pending"})["items"] == []
    lapsed = provider.does("GET", "/partnerships", params={"status": "lapsed"})["items"]
    assert [each["id"] for each in lapsed] == [made, listed]
    assert provider.call("POST", f"/partnerships/{listed}/confirm", {"by": OTHERS}).status_code == 409


def test_the_history_tells_each_step_and_its_door_and_nobody_of_the_chat(world: World, provider: Provider) -> None:
    made = provider.request(SITE, SHOP)
    world.advance(hours=1)
    noah = world.stranger()
    with provider.units.begin("chat") as work:  # Noah's Telegram
        noahs = work.session.get_one(Person, noah.person)
        partner = work.session.query(Organisation).filter_by(account_id=PARTNER).one()
        membership = work.session.query(Membership).filter_by(organisation_id=partner.id).one()
        work.session.add(
            Membership(person=noahs, organisation=partner, role=membership.role, console_id=membership.console_id)
        )
        noahs.organisation = partner
        work.session.flush()
        work.actor_id = noahs.id
        answering.confirm(work, noahs, int(made))
    world.advance(hours=1)
    provider.does("PUT", f"/partnerships/{made}/products", {"by": CLIENTS, "products": [SITE, MAIL]})
    world.advance(hours=1)
    provider.does("POST", f"/partnerships/{made}/end", {"by": PARTNERS})

    path = f"/partnerships/{made}/history"
    steps = provider.does("GET", path)["items"]
    in_short = [(step["what"], step["status"], *step["by"].values()) for step in steps]
    assert in_short == [
        ("requested", "pending", "client", "console", LEA),
        ("confirmed", "active", "partner", "chat", None),
        ("products_changed", None, "client", "console", LEA),
        ("ended", "ended", "partner", "console", NOAH),
    ]
    assert [{product["product"] for product in step["granted"]} for step in steps] == [
        {SITE, SHOP},
        set(),
        {MAIL},
        set(),
    ]
    assert [product["product"] for product in steps[2]["released"]] == [SHOP]
    assert [step["at"][11:16] for step in steps] == ["09:00", "10:00", "11:00", "12:00"]
    first = provider.does("GET", path, params={"limit": 3})
    second = provider.does("GET", path, params={"limit": 3, "cursor": first["next_cursor"]})
    assert (first["items"] + second["items"], second["next_cursor"]) == (steps, None)


def test_the_history_tells_what_the_programme_did(provider: Provider) -> None:
    replaced, successor = provider.confirmed(), provider.request(partner=OTHER)
    provider.does("POST", f"/partnerships/{successor}/confirm", {"by": OTHERS})
    provider.does("PUT", f"/partnerships/{successor}/payment-means", {"by": CLIENTS, "payment_means": "partner"})

    def steps(partnership: str) -> list[tuple[str, str | None, str | None]]:
        found = provider.does("GET", f"/partnerships/{partnership}/history")["items"]
        return [(step["what"], step["by"]["party"], step["payment_means"]) for step in found]

    assert steps(replaced)[-1] == ("replaced", None, None)
    assert steps(successor)[1:] == [("confirmed", "partner", None), ("payment_means_changed", "client", "partner")]


def test_what_has_come_through_the_console_is_recorded_as_that(world: World, provider: Provider) -> None:
    made = provider.confirmed(SITE)
    assert world.stored(int(made)).status is Status.ACTIVE
    assert world.stored(int(made)).status_via == "api"
    trail = [row for row in world.trail() if row.subject == Partnership.__tablename__]
    assert {(row.action, row.channel) for row in trail} == {
        ("partnership.request", "api"),
        ("partnership.confirm", "api"),
    }
    assert all(row.actor_id is not None for row in trail)
