"""A person enters an address, shows that it is theirs, changes and removes it, and chooses what comes there."""

from __future__ import annotations

from domain.mail import MailPace
from storage.addresses import trouble_with
from storage.tables import EmailConfirmation, MailTrouble
from tests.desk import Desk
from tests.mails import last_to, mails_to
from tests.people import Chat

LEA = "lea@alpweb.example"
OTHER = "lea@bergbahn.example"
NEW_CODE, REMOVE, YES, NEVER_MIND = "🔁 New code", "🗑 Remove", "🗑 Yes, remove", "✖️ Never mind"


def asks(chat: Chat, address: str = LEA) -> None:
    """Enters an address, as far as the code."""
    chat.says("/email")
    label = "✏️ Enter an address" if email(chat) is None else "✏️ Change"
    chat.taps(label)
    chat.says(address)


def confirms(chat: Chat, address: str = LEA) -> None:
    """Enters an address and types the code that is mailed there."""
    asks(chat, address)
    chat.says(last_to(chat.desk, address).code)
    assert email(chat) == address


def email(chat: Chat) -> str | None:
    with chat.desk.work() as work:
        return chat.row(work).email


def pace(chat: Chat) -> MailPace:
    with chat.desk.work() as work:
        return chat.row(work).mail_pace


def test_an_address_is_entered_and_confirmed_by_the_code(desk: Desk, lang: str) -> None:
    lea = desk.client(lang=lang)

    asks(lea)

    mail = last_to(desk, LEA)
    assert mail.subject == lea.words("{code} is your code", code=mail.code)
    assert lea.words("✅ Confirm the address") in mail.text
    assert LEA in lea.reads()
    assert email(lea) is None  # nothing has changed yet
    lea.says(f" {mail.code[:3]} {mail.code[3:]} ")
    assert email(lea) == LEA
    assert lea.words("Everything at once") in lea.buttons()[0]
    assert lea.buttons()[0].startswith("☑️")


def test_the_link_of_the_mail_confirms_for_its_person_alone(desk: Desk) -> None:
    lea, mia = desk.client(lang="en"), desk.newcomer("Mia")
    asks(lea)
    start = last_to(desk, LEA).start

    assert "I do not know this link" in mia.says(f"/start {start}")
    assert email(mia) is None
    lea.says(f"/start {start}")
    assert "Confirmed." in lea.reads()
    assert email(lea) == LEA
    assert "confirmed already" in lea.says(f"/start {start}")
    for number in range(4):
        mia.says(f"/start email_{number}")
    assert "several links that do not exist" in mia.says(f"/start {start}")


def test_five_wrong_codes_are_enough_and_then_the_right_one_counts_no_more(desk: Desk) -> None:
    lea = desk.client(lang="en")
    asks(lea)
    right = last_to(desk, LEA).code
    wrong = f"{(int(right) + 1) % 1_000_000:06}"

    assert "You have 4 more tries." in lea.says(wrong)
    for _ in range(3):
        lea.says(wrong)
    assert "counts no more" in lea.says(wrong)
    assert "counts no more" in lea.says(right)
    assert "This link is over" in lea.says(f"/start {last_to(desk, LEA).start}")
    assert email(lea) is None

    desk.clock.advance(minutes=2)
    lea.taps("✖️ Never mind")
    asks(lea)
    assert "Confirmed." not in lea.says(right)  # the old one is no better
    lea.says(last_to(desk, LEA).code)
    assert email(lea) == LEA


def test_a_code_is_over_after_a_quarter_of_an_hour_and_works_once(desk: Desk) -> None:
    lea = desk.client(lang="en")
    asks(lea)
    first = last_to(desk, LEA)
    desk.clock.advance(minutes=15)

    assert "counts no more" in lea.says(first.code)
    lea.taps(NEW_CODE)
    second = last_to(desk, LEA)
    assert "/start" not in second.text
    lea.says(second.code)
    assert email(lea) == LEA
    lea.says("/email")
    lea.taps(REMOVE)
    lea.taps(YES)
    assert email(lea) is None
    assert "Confirmed." not in lea.says(second.code)
    assert "This link is over" in lea.says(f"/start {second.start}")
    assert email(lea) is None


def test_nobody_is_flooded_through_the_desk(desk: Desk) -> None:
    lea = desk.client(lang="en")
    asks(lea)
    assert "wait a minute" in lea.taps(NEW_CODE)
    for _ in range(2):
        desk.clock.advance(minutes=2)
        lea.taps(NEW_CODE)
    desk.clock.advance(minutes=2)
    assert "a lot of codes" in lea.taps(NEW_CODE)

    others = [desk.newcomer(f"Bot {number}") for number in range(2)]
    for other, address in zip(others, (LEA.upper(), "lea+spam@alpweb.example"), strict=True):
        asks(other, address)
        assert "a lot of codes" in other.reads()
    assert len(mails_to(desk, LEA)) == 3
    for address in (OTHER, "lea@nordnet.example"):  # five in all, for one person
        asks(lea, address)
        desk.clock.advance(minutes=2)
    asks(lea, "lea@seegarten.example")
    assert "a lot of codes" in lea.reads()
    assert not mails_to(desk, "lea@seegarten.example")
    desk.clock.advance(hours=1)
    lea.says("lea@seegarten.example")
    assert last_to(desk, "lea@seegarten.example").code


def test_the_old_address_stays_until_the_new_one_is_confirmed_and_then_hears_of_it(desk: Desk) -> None:
    lea = desk.client(lang="en")
    confirms(lea)
    desk.clock.advance(minutes=2)

    asks(lea, OTHER)
    assert email(lea) == LEA
    lea.says(last_to(desk, OTHER).code)
    assert email(lea) == OTHER
    assert last_to(desk, LEA).subject == "Mails go to another address now"
    assert OTHER not in last_to(desk, LEA).text
    lea.taps(REMOVE)
    lea.taps(YES)
    assert "address is removed" in lea.reads()
    assert last_to(desk, OTHER).subject == "No more mails come here"


def test_colleagues_may_share_an_address(desk: Desk) -> None:
    lea = desk.client(lang="en")
    tim = desk.colleague(lea)
    for chat in (lea, tim):
        confirms(chat)

    assert email(lea) == email(tim) == LEA


def test_an_address_that_refuses_can_be_confirmed_anew(desk: Desk) -> None:
    lea = desk.client(lang="en")
    confirms(lea)
    with desk.work() as work:
        work.session.add(MailTrouble(address=LEA, since=work.now, answer="550 5.1.1 no such user"))
    desk.clock.advance(minutes=2)

    assert "550 5.1.1 no such user" in lea.says("/email")
    lea.taps("✅ Confirm it anew")
    lea.says(last_to(desk, LEA).code)

    assert "550" not in lea.reads()
    with desk.work() as work:
        assert trouble_with(work.session, LEA) is None


def test_what_comes_by_mail_is_one_of_three(desk: Desk, lang: str) -> None:
    lea = desk.client(lang=lang)
    confirms(lea)
    assert pace(lea) is MailPace.AT_ONCE

    for label, chosen in (
        ("The rest once a day, at 08:00", MailPace.DAILY),
        ("Contracts only", MailPace.CONTRACTS),
        ("Everything at once", MailPace.AT_ONCE),
    ):
        lea.taps(lea.words(label))
        assert pace(lea) is chosen
        ticked = [button for button in lea.buttons() if button.startswith("☑️")]
        assert ticked == [f"☑️ {lea.words(label)}"]


def test_what_is_no_address_is_refused_and_a_slip_of_the_finger_can_be_put_right(desk: Desk) -> None:
    lea = desk.newcomer()
    asks(lea, "lea")
    assert "I cannot read this as an e-mail address" in lea.reads()
    assert "quotation marks" in lea.says('"lea b"@alpweb.ch')
    assert "no domain to which mail can be sent" in lea.says("lea@alpweb")
    lea.says("lea@gmial.com")

    assert lea.buttons()[:2] == ["✅ lea@gmail.com", "✅ lea@gmial.com"]
    lea.taps("lea@gmail.com")
    lea.says(last_to(desk, "lea@gmail.com").code)
    assert email(lea) == "lea@gmail.com"


def test_a_code_that_nobody_waits_for_is_a_message_like_any_other(desk: Desk) -> None:
    lea = desk.newcomer()
    assert "code" not in lea.says("123456")
    asks(lea)
    code = last_to(desk, LEA).code
    assert "full access" in lea.says("What does full access mean?").casefold()
    lea.taps(NEVER_MIND)

    assert "Confirmed" not in lea.says(code)
    assert email(lea) is None


def test_codes_that_nobody_typed_are_forgotten(desk: Desk) -> None:
    lea = desk.newcomer()
    asks(lea)
    desk.clock.advance(minutes=16)
    desk.look_at_deadlines()
    assert not mails_to(desk, LEA)  # too late to be sent
    desk.clock.advance(days=1)
    desk.look_at_deadlines()

    with desk.work() as work:
        assert not work.session.query(EmailConfirmation).count()


def test_without_a_mail_server_there_is_nothing_to_enter(desk: Desk) -> None:
    lea = desk.newcomer()
    assert "/email" in lea.says("/help")
    assert "✉️ E-mail" in (lea.says("/language") and lea.buttons())
    desk.app.units.mails = False

    assert "/email" not in lea.says("/help")
    assert "✉️ E-mail" not in (lea.says("/language") and lea.buttons())
    assert "sends no mails" in lea.says("/email")
