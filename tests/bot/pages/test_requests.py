"""The page of a request over a real socket: what it shows, what its buttons do, and what the others read."""

from __future__ import annotations

import pytest

from domain.pages import LinkUse
from domain.partnerships.rules import Access, Payer, Status, Terms
from services.partnerships import enquiries, negotiating, requesting
from storage.products import products_of
from storage.tables import Partnership, Product
from tests.bot.pages.scene import Scene
from tests.desk import Desk
from tests.services.accounts.console import account, in_console

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what depends on no database: tests/services/test_pages.py tries the rest on both."""


def test_a_request_is_confirmed_with_one_button(scene: Scene) -> None:
    made = scene.request()
    url = scene.link(made)
    before = scene.audited(made)

    page = scene.opens(url)
    assert page.title == "Seegarten Hotels would like to work with you"
    for words in (
        "You answer for Alpweb.",
        "Waiting for your answer until December 23, 2026",
        "Seegarten Hotels: verified by Infomaniak",
        "Limited access to these products: Hosting seegarten.example Webshop",
        "You earn when Seegarten Hotels buys or renews products that you manage.",
    ):
        assert words in page.text
    assert page.labels == ["Confirm", "Decline"]
    scene.opens(url)
    assert (scene.audited(made), scene.links()) == (before, [(None, False)])  # looking changes nothing

    done = scene.sends(url, "yes", page.version)

    assert [each.status_code for each in done.response.history] == [303]
    assert done.title == "🎉 The partnership with Seegarten Hotels is confirmed."
    assert scene.desk.status(made) is Status.ACTIVE
    assert scene.audited(made)[-1] == ("page", "partnership.confirm")
    assert scene.lea.reads() == scene.lea.words(
        "🎉 <b>{other} has confirmed.</b> The partnership begins now.", other="Alpweb"
    )
    assert "by e-mail" in scene.lea.taps("🤝 Show")
    assert "by e-mail" in scene.lea.taps("🕘 History")


@SQLITE
@pytest.mark.parametrize("seen_in", ["de", "en"])
def test_a_request_is_declined_with_a_reason(desk: Desk, seen_in: str) -> None:
    scene = Scene(desk, seen_in)
    made = scene.request(Access.FULL, Payer.PARTNER)
    url = scene.link(made)
    page = scene.opens(url)
    assert f'<html lang="{seen_in}">' in page.response.text
    assert scene.words("You pay for what you order and renew, at once with your reseller discount.") in page.text

    reason = 'Keine Zeit\x00 <b>& "Lust"</b>\r\nleider'
    done = scene.sends(url, "no", page.version, reason=reason)

    assert done.title == scene.words("The request is declined, and {other} is told.", other="Seegarten Hotels")
    assert scene.links() == [(LinkUse.DECLINED, True)]
    assert 'Keine Zeit <b>& "Lust"</b>\nleider' in scene.lea.reads()
    assert desk.stored(made).reason == 'Keine Zeit <b>& "Lust"</b>\nleider'


@SQLITE
def test_names_are_names_and_the_language_can_be_chosen(desk: Desk) -> None:
    scene = Scene(desk)
    desk.rename(scene.lea, '<script>alert(1)</script> & "Co" {x}')
    url = scene.link(scene.request())

    german = scene.opens(f"{url}?lang=de")

    assert "<script>" not in german.response.text
    assert '<script>alert(1)</script> & "Co" {x}' in german.title
    assert '<html lang="de">' in german.response.text
    assert german.response.headers["content-language"] == "de"
    assert '<html lang="en">' in scene.opens(f"{url}?lang=xx").response.text


@SQLITE
def test_a_used_link_shows_how_it_stands(scene: Scene) -> None:
    made = scene.request()
    url, another = scene.link(made), scene.link(made)
    version = scene.opens(url).version
    scene.sends(url, "yes", version)

    for again in (url, another):
        page = scene.opens(again)
        assert (page.status, page.labels) == (200, [])
        assert "Confirmed on November 23, 2026 by e-mail" in page.text
    # Of two clicks on the same button, one was enough; another answer comes too late.
    assert scene.sends(url, "yes", version, follow=False).status == 303
    late = scene.sends(another, "no", version)
    assert late.status == 409
    assert "This request has been answered already, or is closed." in late.text
    assert scene.desk.status(made) is Status.ACTIVE
    scene.desk.clock.advance(days=31)
    assert "You have answered the request with this link, on November 23, 2026." in scene.opens(url).text


def test_what_has_changed_is_shown_before_it_is_answered(scene: Scene) -> None:
    made = scene.request()
    url = scene.link(made)
    version = scene.opens(url).version
    with scene.desk.work() as work:
        enquiries.ask(work, scene.row(work, scene.noah), made, "How many mailboxes?")

    answered = scene.sends(url, "no", version, reason="Too few")

    assert answered.status == 409
    assert "The request has changed since this page was opened" in answered.text
    assert "How many mailboxes?" in answered.text
    assert "Too few" in answered.text  # what was written is kept
    assert answered.labels == ["Confirm", "Decline"]
    assert answered.response.text.index('role="alert"') < answered.response.text.index("<h1>")
    assert scene.desk.status(made) is Status.PENDING
    assert scene.sends(url, "no", answered.version).status == 200


@SQLITE
def test_a_counter_proposal_shows_what_is_new(scene: Scene) -> None:
    made = scene.request()
    scene.counter(made)
    scene.counter(made, payer=Payer.CLIENT)

    page = scene.opens(scene.link(made))

    assert page.title == "Seegarten Hotels proposes something else"
    assert (
        "What Seegarten Hotels has changed: Payment means: Your payment means → Payment means of Seegarten" in page.text
    )


def test_a_client_in_the_console_grants_and_chooses_products(desk: Desk) -> None:
    noah = desk.partner("Nordnet")
    scene = Scene(desk)
    with desk.work() as work:
        client = account(work, "c-9", "Bergbahn AG")
        eva = in_console(work, client, "eva", "Eva Graf")
        eva.email = "eva@bergbahn.example"
        asked = negotiating.ask(
            work,
            desk.programme,
            noah.row(work),
            client.id,
            Terms(Access.LIMITED, None, frozenset(), frozenset({desk.programme.catalogue[1].category})),
            "We know your shop.",
        )
        kind = desk.programme.catalogue[1].code
        work.session.add_all(
            Product(organisation_id=client.id, kind=kind, name=name, yearly_value=24_000)
            for name in ("bergbahn.example", "Shop & more")
        )
        made, person = asked.id, eva.person_id
    url = scene.url(made, person)
    assert url is not None

    page = scene.opens(url)
    assert page.title == "Nordnet asks you for access"
    assert "“We know your shop.”" in page.text
    assert "checked" not in page.response.text  # nothing is granted by looking
    none = scene.sends(url, "yes", page.version)
    assert (none.status, "at least one product" in none.text) == (409, True)

    with desk.work() as work:
        own = work.session.get_one(Partnership, made).client_id
        products = {each.name: each.id for each in products_of(work.session, own)}
    done = scene.sends(url, "yes", page.version, product=str(products["Shop & more"]))

    assert done.title == "🎉 The partnership with Nordnet is confirmed."
    assert "Shop & more" in done.text
    assert "bergbahn.example" not in done.text


@SQLITE
def test_links_that_do_nothing_any_more_say_so(scene: Scene) -> None:
    made = scene.request()
    url = scene.link(made)
    version = scene.opens(url).version
    scene.leaves()
    for page in (scene.opens(url), scene.sends(url, "yes", version)):
        assert (page.status, page.title) == (200, "This link is over")
        assert "no longer belongs to the organisation in the console of Infomaniak" in page.text
        assert "Seegarten" not in page.text  # the request is not theirs to see any more
    scene.desk.clock.advance(days=31)
    assert "was over on December 23, 2026" in scene.opens(url).text
    assert scene.desk.status(made) is Status.PENDING


@SQLITE
def test_whoever_is_no_representative_any_more_sees_it_and_reads_why(scene: Scene) -> None:
    made = scene.request()
    url = scene.link(made)
    version = scene.opens(url).version
    scene.demotes()

    page = scene.opens(url)

    assert page.labels == []
    assert "Only a legal representative of Alpweb can do this" in page.text
    assert scene.sends(url, "yes", version).status == 409
    assert scene.desk.status(made) is Status.PENDING


@SQLITE
def test_a_withdrawn_request_is_shown_as_such(scene: Scene) -> None:
    made = scene.request()
    url = scene.link(made)
    version = scene.opens(url).version
    with scene.desk.work() as work:
        requesting.withdraw(work, scene.lea.row(work), made)

    late = scene.sends(url, "yes", version)

    assert late.title == "There is nothing to answer here now"
    assert "Seegarten Hotels withdrew the request" in late.text


@SQLITE
def test_who_is_in_telegram_or_not_to_answer_gets_no_link(scene: Scene) -> None:
    made = scene.request()
    assert scene.url(made, scene.ida) is None
    with scene.desk.work() as work:
        lea = scene.lea.row(work).id
    assert scene.url(made, lea) is None
