"""A company that is here already: who belongs to it is let in, who disputes it freezes it."""

from __future__ import annotations

from domain.people import Role
from storage.people import membership
from storage.tables import Organisation
from tests.desk import Desk
from tests.people import Chat, Support

NUMBER = "CHE123456788"
TYPED = "CHE-123.456.788"


def types_its_number(desk: Desk, name: str = "Tim", lang: str = "en") -> Chat:
    """Somebody who registers a company and types a number that is here already."""
    tim = desk.newcomer(name, lang=lang)
    tim.says("/register")
    tim.taps("🏢 {kind}", kind=tim.words("Company"))
    tim.says("Seegarten Hotels")
    tim.says("Schweiz")
    tim.says(TYPED)
    return tim


def role_of(desk: Desk, chat: Chat, organisation_id: int) -> Role | None:
    with desk.work() as work:
        found = membership(work.session, chat.row(work).id, organisation_id)
        return found.role if found is not None else None


def is_frozen(desk: Desk, organisation_id: int) -> bool:
    with desk.work() as work:
        return work.session.get_one(Organisation, organisation_id).frozen_at is not None


def disputed(desk: Desk, lea: Chat) -> tuple[Support, Chat]:
    """Support, and somebody who says that Lea has no right to her organisation."""
    support = desk.support()
    rea = types_its_number(desk, "Rea", lang=lea.lang)
    rea.taps("⚖️ They have no right to it")
    rea.says("Rea Muster, sole director: I know no Lea")
    rea.taps("📨 Send")
    return support, rea


def test_who_types_a_number_that_is_here_asks_its_representatives_and_is_let_in(desk: Desk, lang: str) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER, lang=lang)
    tim = types_its_number(desk, lang=lang)
    assert "Seegarten AG" in tim.reads()
    assert "Webshop" not in tim.reads_all()
    tim.taps("🙋 I belong to it: let me in")
    tim.says("Tim Muster, accounting")
    tim.taps("📨 Send")
    asked = "🙋 I have asked the representatives of {organisation}. I tell you what they decide."
    assert tim.words(asked, organisation="Seegarten AG") in tim.reads()
    assert role_of(desk, tim, lea.organisation_id) is None
    waits = "⏳ About {organisation}, I tell you as soon as somebody has decided."
    assert tim.words(waits, organisation="Seegarten AG") in tim.says("/menu")
    assert tim.words("📝 Register an organisation") in tim.buttons(), "nothing else has happened"

    assert "Tim Muster, accounting" in lea.reads()
    lea.taps("✅ Admit as employee")

    assert role_of(desk, tim, lea.organisation_id) is Role.EMPLOYEE
    assert tim.words("employee") in tim.reads()
    assert lea.words("✅ Admit as employee") not in lea.buttons()
    assert "Seegarten AG" in tim.says("/organisation")


def test_a_representative_declines_and_it_can_be_asked_again_only_later(desk: Desk) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER)
    nia = desk.colleague(lea, "Nia", role=Role.LEGAL_REPRESENTATIVE)
    tim = types_its_number(desk)
    tim.taps("🙋 I belong to it: let me in")
    tim.says("Tim")
    tim.taps("📨 Send")
    nia.taps("❌ Decline")
    assert "You were not given access to Seegarten AG" in tim.reads()
    assert "Declined by Nia" in lea.reads(), "her card shows it, too"
    tim.says("/register")
    tim.taps("🏢 Company")
    tim.says("Seegarten Hotels")
    tim.says("Schweiz")
    tim.says(TYPED)
    tim.taps("🙋 I belong to it: let me in")
    tim.says("Tim, again")
    assert "You can ask again from" in tim.taps("📨 Send")
    desk.clock.advance(days=1)
    tim.says("Tim, again")
    assert "I have asked the representatives" in tim.taps("📨 Send")


def test_where_nobody_answers_or_can_be_reached_support_decides(desk: Desk) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER)
    support = desk.support()
    tim, zoe = types_its_number(desk), types_its_number(desk, "Mia")
    tim.taps("🙋 I belong to it: let me in")
    tim.says("Tim Muster")
    tim.taps("📨 Send")
    tim.taps("🕓 No answer: ask support")
    assert "Tim, reads English" in support.reads()
    assert "Lea (legal representative)" in support.reads()
    lea.blocks()
    zoe.taps("🙋 I belong to it: let me in")
    zoe.says("Mia Muster")
    assert "I have asked support" in zoe.taps("📨 Send")
    support.taps(support.omar, "✅ Admit as representative")
    assert role_of(desk, zoe, lea.organisation_id) is Role.LEGAL_REPRESENTATIVE
    assert "You belong to Seegarten AG" in zoe.reads()


def test_a_stranger_s_press_decides_nothing(desk: Desk) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER)
    tim = types_its_number(desk)
    tim.taps("🙋 I belong to it: let me in")
    tim.says("Tim")
    tim.taps("📨 Send")
    place, data = lea.find("✅ Admit as employee")
    assert "I cannot find this any more" in tim.press(tim.from_bot()[-1]["message_id"], data)
    assert role_of(desk, tim, lea.organisation_id) is None
    lea.press(place, data)
    assert role_of(desk, tim, lea.organisation_id) is Role.EMPLOYEE


def test_whoever_may_not_decide_for_now_still_can_afterwards(desk: Desk, lang: str) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER, lang=lang)
    tim = types_its_number(desk)
    tim.taps("🙋 I belong to it: let me in")
    tim.says("Tim")
    tim.taps("📨 Send")
    support, _rea = disputed(desk, lea)
    means = "You can look, ask and decide in its name."
    assert lea.words(means) not in lea.says("/menu")
    assert lea.words("🤝 Add a partner") not in lea.buttons()

    place, data = lea.find("✅ Admit as employee")
    lea.press(place, data)
    assert role_of(desk, tim, lea.organisation_id) is None
    support.taps(support.nina, "❌ Decline")
    support.taps(support.nina, "Those who act for it may.")
    assert lea.words(means) in lea.says("/menu")

    lea.taps("✅ Admit as employee")
    assert role_of(desk, tim, lea.organisation_id) is Role.EMPLOYEE


def test_without_anybody_to_decide_it_is_said(desk: Desk) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER)
    lea.blocks()
    tim = types_its_number(desk)
    assert "is here already" in tim.reads()
    assert not {"🙋 I belong to it: let me in", "⚖️ They have no right to it"} & set(tim.buttons())


def test_who_could_be_asked_when_it_was_offered_may_be_gone(desk: Desk) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER)
    tim = types_its_number(desk)
    assert "⚖️ They have no right to it" not in tim.buttons()
    tim.taps("🙋 I belong to it: let me in")
    lea.blocks()
    tim.says("Tim")
    assert "Nobody can decide about this in the chat" in tim.taps("📨 Send")


def test_a_dispute_freezes_until_support_says_that_all_is_right(desk: Desk, lang: str) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER, lang=lang)
    noah = desk.partner("Alpweb")
    support, rea = disputed(desk, lea)
    frozen = (
        "⚖️ {provider} is looking into who may act for it. Until that is settled nothing can be decided; looking, "
        "asking and leaving are possible."
    )
    assert "Rea" not in lea.reads_all(), "nobody is accused, and nobody named"
    assert lea.words(frozen, provider="Infomaniak") in lea.says("/organisation")
    refused = (
        "{provider} is looking into who may act for {organisation}. Until that is settled nothing can be decided; "
        "looking and asking are possible."
    )
    assert lea.words(refused, provider="Infomaniak", organisation="Seegarten AG") in lea.says("/addpartner")
    assert "Webshop" in lea.says("/products")
    other = types_its_number(desk, "Ugo", lang=lang)
    other.taps("⚖️ They have no right to it")
    other.says("Me neither")
    other.taps("📨 Send")
    already = "{provider} is looking into who may act for {organisation} already."
    assert other.words(already, provider="Infomaniak", organisation="Seegarten AG") in other.reads()

    support.taps(support.omar, "❌ Decline")
    support.taps(support.omar, "Those who act for it may.")

    settled = "⚖️ It is settled who may act for {organisation}: everything is possible again."
    assert lea.words(settled, organisation="Seegarten AG") in lea.reads()
    assert rea.words("Those who act for it may.") in rea.reads()
    lea.says("/addpartner")
    assert "Alpweb" in lea.buttons()
    assert noah.organisation_id

    again = types_again(rea)
    again.taps("⚖️ They have no right to it")
    again.says("But I say so")
    again.taps("📨 Send")
    decided = "{provider} has decided about this already: {organisation} is in the right hands."
    assert again.words(decided, provider="Infomaniak", organisation="Seegarten AG") in again.reads()
    assert not is_frozen(desk, lea.organisation_id)


def types_again(rea: Chat) -> Chat:
    rea.says("/register")
    rea.taps("🏢 {kind}", kind=rea.words("Company"))
    rea.says("Seegarten Hotels")
    rea.says("Schweiz")
    rea.says(TYPED)
    return rea


def test_a_dispute_that_is_right_hands_the_organisation_over(desk: Desk, lang: str) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER, lang=lang)
    tim = desk.colleague(lea)
    support, rea = disputed(desk, lea)
    support.taps(support.nina, "⚖️ Uphold")
    assert "Really? Rea becomes the legal representative" in support.reads()
    support.taps(support.nina, "⚖️ Yes, uphold it")
    assert "✅ Approved by Nina" in support.reads()
    upheld = (
        "⚖️ <b>You are the legal representative of {organisation} now.</b> Those who acted for it no longer do. "
        "Please look through its partners and its people."
    )
    assert rea.words(upheld, organisation="Seegarten AG") in rea.reads()
    assert role_of(desk, rea, lea.organisation_id) is Role.LEGAL_REPRESENTATIVE
    assert role_of(desk, lea, lea.organisation_id) is None
    assert role_of(desk, tim, lea.organisation_id) is None
    gone = "🚪 You no longer act for <b>{organisation}</b>: {provider} has settled who may."
    assert lea.words(gone, organisation="Seegarten AG", provider="Infomaniak") in lea.reads()
    assert "Webshop" not in lea.says("/products")
    assert "Webshop" in rea.says("/products")
    assert not is_frozen(desk, lea.organisation_id)


def test_a_partner_does_not_confirm_what_a_disputed_client_has_asked(desk: Desk) -> None:
    lea, noah = desk.client("Seegarten AG", number=NUMBER), desk.partner("Alpweb")
    lea.says("/addpartner")
    lea.taps("Alpweb")
    lea.taps("Full access")
    lea.taps("Your payment means")
    lea.taps("📨 Send the request")
    disputed(desk, lea)
    noah.taps("✅ Confirm")
    assert "Infomaniak is looking into who may act for Seegarten AG" in noah.reads_all()


def test_what_was_prepared_is_taken_over_with_one_tap(desk: Desk) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER)
    noah = desk.partner("Alpweb")
    tim = desk.client("Blog von Tim", first_name="Tim", products=["Webshop", "Blog"], verified=False)
    tim.says("/addpartner")
    tim.taps("Alpweb")
    tim.taps("Limited access")
    tim.taps("Webshop")
    tim.taps("Done")
    tim.taps("📝 Prepare the request")
    types_again(tim)
    tim.taps("🙋 I belong to it: let me in")
    tim.says("Tim Muster, managing director")
    tim.taps("📨 Send")
    lea.taps("✅ Admit as representative")
    tim.taps("📥 Take over: Blog von Tim")
    assert "all that you had prepared belongs to Seegarten AG now" in tim.reads_all()
    assert "Your prepared request to Alpweb is on its way" in tim.reads_all()
    assert "Seegarten AG would like to work with you" in noah.reads()
    assert "Webshop (2)" in noah.reads()
    listed = tim.says("/products")
    for product in ("Webshop", "Webshop (2)", "Blog"):
        assert product in listed
    assert "Blog von Tim" not in tim.says("/organisation")


def test_the_same_number_is_one_organisation_as_soon_as_they_are_let_in(desk: Desk) -> None:
    tim = desk.client("Seegarten", first_name="Tim", number=NUMBER, products=["Blog"], verified=False)
    lea = desk.client("Seegarten AG", number=NUMBER)
    tim.says("/organisation")
    tim.taps("✅ Get verified")
    assert "is here already, as Seegarten AG" in tim.reads()
    tim.taps("🙋 I belong to it: let me in")
    tim.says("Tim Muster")
    tim.taps("📨 Send")
    lea.taps("✅ Admit as representative")
    assert "Blog" in tim.says("/products")
    assert "Act for" not in " ".join(tim.buttons())
    with desk.work() as work:
        assert work.session.get_one(Organisation, tim.organisation_id).closed_at is not None


def test_of_two_registrations_the_second_learns_that_the_first_is_verified(desk: Desk, lang: str) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER, verified=False, lang=lang)
    tim = desk.client("Seegarten", first_name="Tim", number=NUMBER, verified=False, lang=lang)
    support = desk.support()
    for one in (lea, tim):
        one.says("/organisation")
        one.taps("✅ Get verified")
        one.taps("🔎 Ask support to verify it")
    support.taps(support.omar, "✅ Approve")
    told = (
        "ℹ️ The company with the number of {organisation} is verified meanwhile, for somebody else. "
        "You can ask its representatives for access."
    )
    assert lea.words(told, organisation="Seegarten AG") in lea.reads()
    lea.taps("🙋 Ask for access …")
    assert lea.words("🙋 I belong to it: let me in") in lea.buttons()
