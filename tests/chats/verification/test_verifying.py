"""An organisation becomes verified: support compares it with the register, and what was prepared is sent."""

from __future__ import annotations

from sqlalchemy import select

from domain.organisations.kinds import OrganisationKind
from domain.partnerships.rules import Ceased, Status
from storage.tables import Audit, Partnership
from tests.desk import Desk
from tests.people import Chat, Support

NUMBER = "CHE123456788"


def prepared(desk: Desk, lea: Chat, partner: str = "Alpweb") -> int:
    """A request that the client prepares in the form; its id."""
    lea.says("/addpartner")
    lea.taps(partner)
    lea.taps("Full access")
    lea.taps("Your payment means")
    lea.taps("📝 Prepare the request")
    with desk.work() as work:
        return work.session.scalars(select(Partnership.id).order_by(Partnership.id.desc())).first() or 0


def asked(desk: Desk, lea: Chat) -> Support:
    """Support, whom the client has asked to verify it."""
    support = desk.support()
    lea.says("/organisation")
    lea.taps("✅ Get verified")
    lea.taps("🔎 Ask support to verify it")
    return support


def test_who_registers_gets_verified_in_two_taps_and_support_sees_what_was_stated(desk: Desk, lang: str) -> None:
    support = desk.support()
    lea = desk.newcomer("Lea", lang=lang)
    lea.says("/register")
    lea.taps("🏢 {kind}", kind=lea.words("Company"))
    lea.says("Seegarten AG")
    lea.says("Schweiz")
    lea.says("CHE-123.456.788")
    lea.taps("✅ I declare this")
    lea.taps("✅ Register")
    assert lea.words("⚠️ Not verified yet: I keep requests to partners, and send them when it is.") in lea.reads()

    lea.taps("✅ Get verified")
    lea.taps("🔎 Ask support to verify it")
    assert lea.words("⏳ Support is looking at it. I tell you as soon as it is decided.") in lea.reads()

    for part in ("Seegarten AG", "Company, Switzerland", "CHE-123.456.788", "Lea, reads"):
        assert part in support.reads()
    assert "🔎 To the register" in support.buttons()
    support.taps(support.omar, "✅ Approve")

    assert "✅ Approved by Omar" in support.reads()
    assert "✅ Approve" not in support.buttons()
    with desk.work() as work:
        decided = select(Audit.operator).where(Audit.action == "claim.approve")
        assert set(work.session.scalars(decided)) == {"Omar"}
    done = "✅ <b>{organisation} is verified by {provider}.</b> Everything is possible now."
    assert lea.words(done, organisation="Seegarten AG", provider="Infomaniak") in lea.reads()
    lea.says("/organisation")
    assert lea.words("✅ Verified by {provider}", provider="Infomaniak") in lea.reads()
    assert lea.words("⚠️ Not verified yet: /organisation") not in lea.says("/menu")


def test_it_is_said_where_people_stand(desk: Desk, lang: str) -> None:
    lea = desk.client("Seegarten AG", lang=lang, verified=False)
    assert lea.words("⚠️ Not verified yet: /organisation") in lea.says("/menu")


def test_a_request_is_prepared_and_said_to_be_and_sent_when_verification_comes(desk: Desk, lang: str) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER, verified=False, lang=lang)
    noah = desk.partner("Alpweb")
    before = noah.reads_all()
    lea.says("/addpartner")
    lea.taps("Alpweb")
    lea.taps("Full access")
    lea.taps("Your payment means")
    kept = (
        "⚠️ {organisation} is not verified yet: I keep this request and send it to {partner} by myself as soon as "
        "it is. How that is done: /organisation"
    )
    assert lea.words(kept, organisation="Seegarten AG", partner="Alpweb") in lea.reads()
    lea.taps("📝 Prepare the request")
    assert lea.words("📝 Prepared: I send it as soon as your organisation is verified") in lea.reads()
    assert lea.words("✅ Get verified") in lea.buttons()
    assert noah.reads_all() == before
    assert "No request is waiting" in noah.says("/requests")

    support = asked(desk, lea)
    support.taps(support.nina, "✅ Approve")

    assert lea.words("📨 Your prepared request to {partner} is on its way.", partner="Alpweb") in lea.reads()
    assert "Seegarten AG would like to work with you" in noah.reads()
    assert "✅ Seegarten AG: verified by Infomaniak" in noah.reads()
    noah.taps("✅ Confirm")
    assert lea.words("🎉 <b>{other} has confirmed.</b> The partnership begins now.", other="Alpweb") in lea.reads()
    verified = lea.words("✅ {organisation}: verified by {provider}", organisation="Alpweb", provider="Infomaniak")
    assert verified not in lea.reads(), "only cards say it"


def test_a_prepared_request_can_be_withdrawn_and_the_partner_never_hears_of_it(desk: Desk) -> None:
    lea, noah = desk.client(verified=False), desk.partner("Alpweb")
    before = noah.reads_all()
    made = prepared(desk, lea)
    lea.taps("↩️ Withdraw")
    lea.taps("Yes, withdraw")
    assert desk.status(made) is Status.WITHDRAWN
    assert noah.reads_all() == before
    place = noah.from_bot()[-1]["message_id"]
    assert "I cannot show you this partnership" in noah.press(place, f"s:{made}")


def test_a_colleague_reads_of_a_prepared_request(desk: Desk) -> None:
    lea = desk.client(verified=False)
    desk.partner("Alpweb")
    tim = desk.colleague(lea)
    prepared(desk, lea)
    assert "A colleague has prepared a request to Alpweb" in tim.reads()


def test_a_prepared_request_that_is_not_possible_any_more_is_closed_and_said_why(desk: Desk) -> None:
    lea, noah = desk.client(number=NUMBER, verified=False), desk.partner("Alpweb")
    made = prepared(desk, lea)
    before = noah.reads_all()
    with desk.work() as work:
        partner = work.session.get_one(Partnership, made).partner
        partner.closed_at = work.now
    support = asked(desk, lea)
    support.taps(support.omar, "✅ Approve")
    assert "Your prepared request to Alpweb is not sent" in lea.reads()
    assert "not in the programme any more" in lea.reads()
    assert desk.stored(made).reason == Ceased.NOT_POSSIBLE
    assert noah.reads_all() == before


def test_support_declines_with_a_canned_reason_which_is_read_in_the_persons_language(desk: Desk, lang: str) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER, verified=False, lang=lang)
    support = asked(desk, lea)
    support.taps(support.omar, "❌ Decline")
    assert "reply to this message: /decline" in support.reads()
    support.taps(support.omar, "The registered name differs.")
    assert "❌ Declined by Omar" in support.reads()
    assert lea.words("The registered name differs.") in lea.reads()
    lea.taps("✅ Get verified")
    assert lea.words("The registered name differs.") in lea.reads()
    lea.taps("🔎 Ask support to verify it")
    support.taps(support.nina, "✅ Approve")
    assert lea.words("👥 Partners") in lea.buttons()


def test_support_declines_in_its_own_words_as_a_reply(desk: Desk) -> None:
    lea = desk.client(number=NUMBER, verified=False)
    support = asked(desk, lea)
    place = support.messages()[-1]["message_id"]
    support.writes(support.omar, "/decline Your name is misspelt", reply_to=place)
    assert "❌ Declined by Omar" in support.reads()
    assert "Reason: “Your name is misspelt”" in lea.reads()
    support.writes(support.omar, "/decline again", reply_to=place)
    assert "decided already" in support.reads()


def test_a_reply_asks_back_and_the_answer_comes_to_the_card(desk: Desk, lang: str) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER, verified=False, lang=lang)
    support = asked(desk, lea)
    place = support.messages()[-1]["message_id"]
    support.writes(support.omar, "Is it the one in Thun?", reply_to=place)
    assert "Is it the one in Thun?" in lea.reads()
    lea.taps("💬 Answer")
    lea.says("Yes, since 2019")
    assert lea.words("💬 Support has your answer. I tell you as soon as it has decided.") in lea.reads()
    assert "Lea has answered" in support.reads()
    assert "“Yes, since 2019”" in support.reads()
    old = next(one for one in support.messages() if one["message_id"] == place)
    assert "“Yes, since 2019”" in old["text"], "the first card shows it, too"
    support.taps(support.nina, "✅ Approve")
    old = next(one for one in support.messages() if one["message_id"] == place)
    assert "✅ Approved by Nina" in old["text"]


def test_a_canned_question_is_read_in_the_persons_language(desk: Desk) -> None:
    lea = desk.client(number=NUMBER, verified=False, lang="de")
    support = asked(desk, lea)
    support.taps(support.omar, "❓ Ask back")
    support.taps(support.omar, "What is your position there?")
    assert lea.words("What is your position there?") in lea.reads()
    assert "⏳ waiting for the answer" in support.reads()
    support.taps(support.omar, "❓ Ask back")
    support.taps(support.omar, "◀️ Back")
    assert "✅ Approve" in support.buttons()


def test_only_support_may_judge(desk: Desk) -> None:
    lea = desk.client(number=NUMBER, verified=False)
    support = asked(desk, lea)
    assert "I do not know you as support" in support.taps(support.zoe, "✅ Approve")
    place = support.messages()[-1]["message_id"]
    support.writes(support.zoe, "/decline no", reply_to=place)
    assert "I do not know you as support" in support.reads()
    data = f"cj:{1}:a"
    assert "This button is no longer in use" in lea.press(lea.from_bot()[-1]["message_id"], data)
    assert "not verified yet" in lea.says("/menu").lower()


def test_what_was_decided_stays_so(desk: Desk) -> None:
    lea = desk.client(number=NUMBER, verified=False)
    support = asked(desk, lea)
    place = support.messages()[-1]["message_id"]
    support.taps(support.omar, "✅ Approve")
    assert "decided already" in support.press(support.nina, place, "cj:1:d")
    assert support.press(support.nina, place, "cj:99:a") == "I cannot find this any more."


def test_a_private_account_says_by_what_it_is_recognised(desk: Desk) -> None:
    lea = desk.client("Lea Muster", kind=OrganisationKind.PRIVATE, verified=False)
    support = asked(desk, lea)
    assert "By what does support recognise Lea Muster?" in lea.reads()
    lea.says("My customer number is 4711")
    assert "“My customer number is 4711”" in support.reads()
    assert "🔎 To the register" not in support.buttons()
    support.taps(support.omar, "✅ Approve")
    assert "Lea Muster is verified by Infomaniak" in lea.reads()


def test_without_support_the_way_that_remains_is_told(desk: Desk, lang: str) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER, verified=False, lang=lang)
    lea.says("/organisation")
    lea.taps("✅ Get verified")
    assert lea.words("🔎 Ask support to verify it") not in lea.buttons()
    assert lea.words("🔗 Console of {provider}", provider="Infomaniak") in lea.buttons()
    assert "Infomaniak" in lea.reads()


def test_the_other_side_always_reads_who_is_verified(desk: Desk, lang: str) -> None:
    lea, noah = desk.client("Seegarten AG", lang=lang), desk.partner("Alpweb", lang=lang)
    made = desk.partnership(lea, noah)
    verified = "✅ {organisation}: verified by {provider}"
    lea.says("/partners")
    assert lea.words("verified by {provider}", provider="Infomaniak") in lea.reads()
    lea.taps("Alpweb")
    assert lea.words(verified, organisation="Alpweb", provider="Infomaniak") in lea.reads()
    with desk.work() as work:
        client = work.session.get_one(Partnership, made).client
        client.verified_at = client.verified_by = None
    noah.says("/clients")
    assert noah.words("not verified") in noah.reads()
    noah.taps("Seegarten AG")
    assert noah.words("⚠️ {organisation}: not verified", organisation="Seegarten AG") in noah.reads()
    noah.taps("🤝 The partnership")
    assert noah.words("⚠️ {organisation}: not verified", organisation="Seegarten AG") in noah.reads()
    noah.taps("⏹ End partnership")
