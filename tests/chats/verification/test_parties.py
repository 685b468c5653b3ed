"""What people read, and can tap, when organisations become accounts, lose their number or get other people."""

from __future__ import annotations

from sqlalchemy import select

from domain.organisations.verification import VerifiedBy
from domain.people import Role
from services.accounts.taking import take_accounts
from services.partnerships import requesting
from services.people import invitations
from services.verification import merging
from storage.tables import Membership, Organisation, Person
from storage.work import Work
from tests.chats.verification.test_belonging import NUMBER, is_frozen, role_of, types_its_number
from tests.chats.verification.test_verifying import asked, prepared
from tests.desk import Desk
from tests.people import Chat
from tests.programmes import INFOMANIAK
from tests.services.accounts.provider import account
from tests.services.world import full


def becomes_account(desk: Desk, organisation_id: int) -> None:
    with desk.work() as work:
        organisation = work.session.get_one(Organisation, organisation_id)
        organisation.account_id, organisation.as_of = "A-1", work.now
        organisation.verified_by = VerifiedBy.ACCOUNT


def test_of_an_account_a_colleague_names_no_representative_but_support_may(desk: Desk) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER)
    support = desk.support()
    becomes_account(desk, lea.organisation_id)
    tim = types_its_number(desk)
    tim.taps("🙋 I belong to it: let me in")
    tim.says("Tim")
    tim.taps("📨 Send")
    assert "✅ Admit as employee" in lea.buttons()
    assert "✅ Admit as representative" not in lea.buttons()
    tim.taps("🕓 No answer: ask support")
    support.taps(support.omar, "✅ Admit as representative")
    assert role_of(desk, tim, lea.organisation_id) is Role.LEGAL_REPRESENTATIVE
    assert "👋 Tim has joined your organisation" in lea.reads_all()
    assert "👋" not in tim.reads_all()


def test_a_dispute_about_an_account_stops_nothing_and_says_so(desk: Desk, lang: str) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER, lang=lang)
    support = desk.support()
    becomes_account(desk, lea.organisation_id)
    before = lea.reads_all()
    rea = types_its_number(desk, "Rea", lang=lang)
    rea.taps("⚖️ They have no right to it")
    why = (
        "Your full name, your position there and what is wrong, in one message: only support reads it. Until it has "
        "decided, all stays as it is: {organisation} has an account at {provider}. You can do this once."
    )
    assert rea.words(why, organisation="Seegarten AG", provider="Infomaniak") in rea.reads()
    rea.says("Rea Muster, sole director")
    rea.taps("📨 Send")
    assert "nothing can be decided meanwhile" not in support.reads()
    assert "Disputes who may act" in support.reads()
    assert not is_frozen(desk, lea.organisation_id)
    support.taps(support.omar, "❌ Decline")
    support.taps(support.omar, "Those who act for it may.")
    assert lea.reads_all() == before


def test_only_who_has_asked_support_is_offered_to_answer(desk: Desk) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER, verified=False)
    nia = desk.colleague(lea, "Nia", role=Role.LEGAL_REPRESENTATIVE)
    support = asked(desk, lea)
    support.taps(support.omar, "❓ Ask back")
    support.taps(support.omar, "What is your position there?")
    for chat, offered in ((lea, True), (nia, False)):
        chat.says("/organisation")
        chat.taps("✅ Get verified")
        assert "What is your position there?" in chat.reads()
        assert ("💬 Answer" in chat.buttons()) is offered


def test_whose_number_is_verified_for_somebody_else_reads_it_and_finds_the_way(desk: Desk, lang: str) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER, verified=False)
    tim = desk.client("Seegarten Hotels", first_name="Tim", number=NUMBER, verified=False, lang=lang)
    desk.partner("Alpweb")
    with desk.work() as work:
        person = tim.row(work).id
    _prepares(desk, person, "Alpweb")
    support = asked(desk, lea)
    support.taps(support.omar, "✅ Approve")
    told = "⏹ Your prepared request to {partner} is not sent: {client} cannot be verified any more."
    assert tim.words(told, partner="Alpweb", client="Seegarten Hotels") in tim.reads()
    tim.taps("🙋 Ask for access …")
    assert "Seegarten AG" in tim.reads()
    assert tim.words("🙋 I belong to it: let me in") in tim.buttons()


def _prepares(desk: Desk, person_id: int, partner: str) -> None:
    def deed(work: Work) -> object:
        person = work.session.get_one(Person, person_id)
        found = work.session.scalars(select(Organisation).where(Organisation.name == partner)).one()
        return requesting.request(work, INFOMANIAK, person, found.id, full())

    desk.happens(deed)


def test_whose_word_was_taken_reads_that_the_account_counts(desk: Desk, lang: str) -> None:
    lea = desk.client("Seegarten AG", number=NUMBER, lang=lang)
    with desk.work() as work:
        work.session.get_one(Organisation, lea.organisation_id).verified_by = VerifiedBy.NOBODY
    record = account(register_number=NUMBER, partner=False, partner_code=None)
    desk.happens(lambda work: take_accounts(work, INFOMANIAK, [record]))
    lost = "⚠️ <b>{organisation} is no longer verified:</b> {provider} has an account with its register number."
    assert lea.words(lost, organisation="Seegarten AG", provider="Infomaniak") in lea.reads()
    assert lea.words("Connect your Telegram with that account, and it gets all that you have here.") in lea.reads()
    assert lea.words("✅ Get verified") in lea.buttons()


def test_a_request_to_oneself_is_told_to_those_who_come_along(desk: Desk, lang: str) -> None:
    tim = desk.client("Blog von Tim", first_name="Tim", verified=False)
    mia = desk.colleague(tim, "Mia", lang=lang)
    noah = desk.partner("Alpweb")
    prepared(desk, tim)
    with desk.work() as work:
        _represents(work, tim, noah.organisation_id)
    tim.says("/organisation")
    _takes_over(desk, tim, noah.organisation_id)
    over = "⏹ What {source} had open with {partner} could not be taken over, and has ended."
    assert mia.words(over, source="Blog von Tim", partner="Alpweb") in mia.reads_all()


def _represents(work: Work, chat: Chat, organisation_id: int) -> None:
    work.session.add(
        Membership(person_id=chat.row(work).id, organisation_id=organisation_id, role=Role.LEGAL_REPRESENTATIVE)
    )


def _takes_over(desk: Desk, chat: Chat, target: int) -> None:
    source = chat.organisation_id
    desk.happens(lambda work: merging.take_over(work, INFOMANIAK, chat.row(work), source, target))


def test_who_rises_by_a_link_is_told_to_the_other_representatives(desk: Desk, lang: str) -> None:
    lea = desk.client("Seegarten AG", lang=lang)
    tim = desk.colleague(lea, "Tim")
    with desk.work() as work:
        organisation = work.session.get_one(Organisation, lea.organisation_id)
        token = invitations.invitation_to(work, organisation, Role.LEGAL_REPRESENTATIVE, INFOMANIAK).token
    tim.opens(f"join_{token}")
    assert role_of(desk, tim, lea.organisation_id) is Role.LEGAL_REPRESENTATIVE
    told = "🔑 <b>{person} has another role in your organisation now.</b>"
    assert lea.words(told, person="Tim") in lea.reads()
