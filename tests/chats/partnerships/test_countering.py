"""A request is negotiated in chat: granted, answered with other terms, until one of the two agrees (fact 31)."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from domain.partnerships.rules import Access, Payer, Status, Terms
from services.partnerships import negotiating
from storage.work import Work
from tests.desk import Desk
from tests.people import Chat

CONFIRMED = "🎉 <b>{other} has confirmed.</b> The partnership begins now."


def asks(desk: Desk, partner: Chat, client: Chat, access: Access = Access.LIMITED, message: str | None = None) -> int:
    """The partner asks for full access at its own expense, or for limited access to hosting; the request's id."""
    shelf = desk.programme.category_of(desk.programme.catalogue[1].code).code
    terms = (
        Terms(access, Payer.PARTNER, frozenset())
        if access is Access.FULL
        else Terms(access, None, frozenset(), frozenset({shelf}))
    )
    made: list[int] = []

    def deed(work: Work) -> None:
        asked = negotiating.ask(work, desk.programme, partner.row(work), client.organisation_id, terms, message)
        made.append(asked.id)

    desk.happens(deed)
    return made[0]


def managed(desk: Desk, request: int) -> list[str]:
    """The names of the products that the partnership is about."""
    return sorted(one.product.name for one in desk.stored(request).product_accesses if one.released_at is None)


def taps(chat: Chat, labels: Iterable[str]) -> int:
    """Taps one after the other; how many that were."""
    done = 0
    for label in labels:
        chat.taps(label)
        done += 1
    return done


def test_a_client_grants_products_to_a_partner_that_asks(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client(lang=lang), desk.partner("Alpweb", lang=lang)
    request = asks(desk, alpweb, client, message="We look after your hotel’s site.")
    assert client.words(
        "✍️ {other} writes: “{message}”", other="Alpweb", message="We look after your hotel’s site."
    ) in (client.reads())
    assert client.words("Which ones, you choose yourself.") in client.reads()

    client.taps("✅ Choose products")
    assert "☑️" not in "".join(client.buttons())  # nothing is granted by looking
    count = 1 + taps(client, ["Webshop", client.words("Done ({count} chosen)", count=1)])
    assert client.words("<b>This holds at once</b>, as soon as you tap below.") in client.reads()
    assert desk.status(request) is Status.PROPOSED
    count += taps(client, ["✅ Grant it now"])

    assert count == 4
    assert (desk.status(request), managed(desk, request)) == (Status.ACTIVE, ["Webshop"])
    assert client.words("🎉 The partnership with {other} is confirmed.", other="Alpweb") in client.reads()
    assert alpweb.words(CONFIRMED, other="Seegarten Hotels") in alpweb.reads()
    assert "Webshop" in alpweb.reads()


def test_full_access_is_granted_in_two_taps_and_says_whom_it_replaces(desk: Desk, lang: str) -> None:
    client, alpweb, nordnet = desk.client(lang=lang), desk.partner("Alpweb", lang=lang), desk.partner("Nordnet")
    former = desk.partnership(client, nordnet, Access.FULL)
    request = asks(desk, alpweb, client, Access.FULL)

    client.taps("✅ Grant")
    replaced = "{partner} has full access now and loses it then: full access is for one partner at a time."
    assert client.words(replaced, partner="Nordnet") in client.reads()  # fact 24
    client.taps("✅ Grant it now")

    assert (desk.status(former), desk.status(request)) == (Status.ENDED, Status.ACTIVE)
    assert "Nordnet" not in alpweb.reads_all()


def test_other_payment_means_are_a_proposal_that_the_partner_agrees_to(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client(lang=lang), desk.partner("Alpweb", lang=lang)
    request = asks(desk, alpweb, client, Access.FULL)

    taps(client, ["🔁 Grant other rights", "Full access", "Your payment means"])
    assert client.words("<b>{other} has to agree first.</b> Until then nothing changes.", other="Alpweb") in (
        client.reads()
    )
    taps(client, ["✍️ Add a sentence"])
    client.says("We keep our invoices.")
    assert client.words("✍️ You wrote: “{message}”", message="We keep our invoices.") in client.reads()
    client.taps("🔁 Send the proposal")

    assert desk.status(request) is Status.PENDING
    assert alpweb.words("🔁 <b>{other} proposes something else.</b> It is your turn.", other="Seegarten Hotels") in (
        alpweb.reads()
    )
    own, theirs = alpweb.words("Your payment means"), alpweb.words("Payment means of {other}", other="Seegarten Hotels")
    assert alpweb.words("Payment means: <s>{before}</s> → {after}", before=own, after=theirs) in alpweb.reads()
    assert "We keep our invoices." in alpweb.reads()
    alpweb.taps("✅ Confirm")
    assert desk.stored(request).payer is Payer.CLIENT
    assert client.words(CONFIRMED, other="Alpweb") in client.reads()


def test_it_goes_back_and_forth_until_one_agrees(desk: Desk) -> None:
    client, alpweb = desk.client(products=("Website", "Webshop", "Mail")), desk.partner("Alpweb")
    request = desk.partnership(client, alpweb, products=("Website", "Webshop"), status=Status.PENDING)
    alpweb.says("/requests")
    alpweb.taps("Seegarten")

    count = taps(alpweb, ["🔁 Propose something else", "Limited access", "Website", "Done (1", "🔁 Send the proposal"])
    assert count == 5
    assert "Mail" not in alpweb.reads_all()  # it has never been named
    assert "What Alpweb has changed:\n➖ Website" in client.reads()
    assert "⏳ Waiting for your answer" in client.reads()
    taps(client, ["🔁 Grant other rights", "Limited access", "Mail", "Done (2"])
    assert "Alpweb has to agree first." in client.reads()
    client.taps("🔁 Send the proposal")
    assert "What Seegarten Hotels has changed:\n➕ Mail" in alpweb.reads()
    assert "⏳ Waiting for the answer from Alpweb" in client.reads()
    alpweb.taps("✅ Confirm")

    assert (desk.status(request), managed(desk, request)) == (Status.ACTIVE, ["Mail", "Webshop"])


def test_what_a_partner_proposes_is_granted_as_it_is(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    request = desk.partnership(client, alpweb, status=Status.PENDING)
    alpweb.says("/requests")
    alpweb.taps("Seegarten")
    taps(alpweb, ["🔁 Propose something else", "Full access", "Your payment means", "🔁 Send the proposal"])
    assert "Access: Limited access → Full access" in client.reads()

    assert taps(client, ["✅ Grant", "✅ Grant it now"]) == 2

    stored = desk.stored(request)
    assert (stored.status, stored.access, stored.payer) == (Status.ACTIVE, Access.FULL, Payer.PARTNER)
    assert managed(desk, request) == []


KINDS = {"de": ("domains", "E-Mails und Hosting"), "en": ("domain", "mails and hosting")}


def test_kinds_are_called_by_their_names_in_either_language(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client(lang=lang), desk.partner("Alpweb", lang=lang)
    desk.partnership(client, alpweb, Access.FULL, status=Status.PENDING)
    alpweb.says("/requests")
    alpweb.taps("Seegarten")
    taps(alpweb, ["🔁 Propose something else", "Limited access"])
    for text in KINDS[lang]:
        alpweb.says(text)
    mail = "E-Mail" if lang == "de" else "Mail"
    assert {"☑️ 🌐 Domains", "☑️ 🖥 Hosting", f"☑️ ✉️ {mail}", "◻️ ☁️ Cloud"} <= set(alpweb.buttons())


def test_a_partner_without_known_products_proposes_kinds_of_them(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client(lang=lang), desk.partner("Alpweb", lang=lang)
    request = desk.partnership(client, alpweb, Access.FULL, status=Status.PENDING)
    alpweb.says("/requests")
    alpweb.taps("Seegarten")
    taps(alpweb, ["🔁 Propose something else", "Limited access"])
    kind = alpweb.buttons()[0].removeprefix("◻️ ")
    taps(alpweb, [kind, alpweb.words("Done ({count} chosen)", count=1), "🔁 Send the proposal"])

    assert desk.stored(request).shelves
    assert client.words("✅ Choose products") in client.buttons()
    assert "seegarten.example" not in alpweb.reads_all()


def test_the_same_terms_are_no_proposal(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    desk.partnership(client, alpweb, Access.FULL, status=Status.PENDING)
    alpweb.says("/requests")
    alpweb.taps("Seegarten")
    taps(alpweb, ["🔁 Propose something else", "Full access", "Payment means of Seegarten"])

    assert "That is what has been proposed already. You can simply confirm it." in alpweb.reads()


@pytest.mark.parametrize("reason", ["We do not need that now.", "We do not know you."])
def test_a_client_declines_with_reasons_of_its_own(desk: Desk, lang: str, reason: str) -> None:
    client, alpweb = desk.client(lang=lang), desk.partner("Alpweb", lang=lang)
    request = asks(desk, alpweb, client)

    client.taps("❌ Decline")
    assert client.words("We have no capacity now.") not in client.buttons()
    client.taps(reason)

    assert desk.status(request) is Status.DECLINED
    assert client.words("The request is declined, and {other} is told.", other="Alpweb") in client.reads()
    assert alpweb.words("❌ <b>{other} has declined your request.</b>", other="Seegarten Hotels") in alpweb.reads()
    assert alpweb.words(reason) in alpweb.reads()


def test_a_client_asks_the_partner_first(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client(lang=lang), desk.partner("Alpweb", lang=lang)
    asks(desk, alpweb, client)

    client.taps("❓ Ask the partner first")
    client.says("Who are you?")
    client.taps("📨 Send")
    alpweb.taps("💬 Answer")
    assert alpweb.words("<b>{other} asks:</b> “{question}”", other="Seegarten Hotels", question="Who are you?") in (
        alpweb.reads()
    )
    alpweb.says("Your neighbours.")
    alpweb.taps("📨 Send")

    assert client.words("💬 <b>{other} has answered your question.</b>", other="Alpweb") in client.reads()
    assert alpweb.words("💬 Your answer is on its way to {other}.", other="Seegarten Hotels") in alpweb.reads()


def test_who_is_not_verified_is_shown_the_way(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client(lang=lang, verified=False), desk.partner("Alpweb", lang=lang)
    request = asks(desk, alpweb, client)

    client.taps("✅ Choose products")

    assert (
        client.words(
            "{organisation} is not verified yet. As soon as it is, you can grant this.",
            organisation=("Seegarten Hotels"),
        )
        in client.reads()
    )
    assert client.words("✅ Get verified") in client.buttons()
    assert desk.status(request) is Status.PROPOSED


def test_a_form_closes_when_the_partner_withdraws_meanwhile(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    request = asks(desk, alpweb, client)
    client.taps("✅ Choose products")
    client.taps("Webshop")
    alpweb.press(alpweb.from_bot()[-1]["message_id"], f"rw:{request}:1")

    client.taps("Done (1")

    assert "withdrawn" in client.reads_all()
    assert desk.status(request) is Status.WITHDRAWN
