"""Telegram does not reach whoever is to answer: what waits goes on by another way, until they are back."""

from __future__ import annotations

from sqlalchemy import select

from domain.absence import Way
from domain.partnerships.rules import Status
from domain.people import Role
from storage.tables import OutboxMessage, Partnership
from tests.chats.people.test_inviting import link_in
from tests.desk import Desk
from tests.people import Chat
from tests.smtp import MailServer, Step

BY_MAIL = "📭 {other} cannot be reached in Telegram at the moment: your message has gone there by mail."
COLLEAGUE = "📭 Not everybody at {other} can be reached at the moment: somebody else there who may answer has it."
SUPPORT = "📭 {other} could not be reached so far. I have asked support to get in touch with it."
NOBODY = "📭 {other} could not be reached so far. As soon as somebody there writes to me, I show it to them."
BACK = "👋 <b>Good to have you back, {name}!</b>"
ADDRESS = "noah@alpweb.example"


def has_address(chat: Chat, address: str = ADDRESS) -> None:
    """The person has confirmed an address, at this moment."""
    with chat.desk.work() as work:
        person = chat.row(work)
        person.email, person.email_confirmed_at = address, work.now


def asks(client: Chat, partner: Chat) -> int:
    """The client sends the partner a request for its webshop."""
    client.says("/addpartner")
    client.taps(partner.organisation_name)
    client.taps("Limited access")
    client.taps("Webshop")
    client.taps("Done ({count} chosen)", count=1)
    client.taps("📨 Send the request")
    with client.desk.work() as work:
        return max(work.session.scalars(select(Partnership.id)))


def goes(desk: Desk, request: int) -> Way | None:
    """By which way the request goes on."""
    return desk.stored(request).unreached


def told(chat: Chat, text: str, other: str) -> int:
    """How many messages begin with this; one that is brought up to date does no longer."""
    words = chat.words(text, other=other)
    return sum(str(message["text"]).startswith(words) for message in chat.from_bot())


def deactivate(chat: Chat, *, deactivated: bool) -> None:
    chat.desk.playground.patch(f"/people/{chat.id}", json={"deactivated": deactivated}).raise_for_status()


def test_whoever_waits_learns_that_nobody_is_reached_and_by_whom_it_is_answered_after_all(
    desk: Desk, lang: str
) -> None:
    client, alpweb = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    request = desk.partnership(client, alpweb, status=Status.PENDING)
    client.says("/partners")
    client.taps("Alpweb")
    standing = client.from_bot()[-1]["message_id"]

    alpweb.blocks()

    assert goes(desk, request) is Way.NOBODY
    assert client.reads().startswith(client.words(NOBODY, other="Alpweb"))
    (card,) = (one for one in client.from_bot() if one["message_id"] == standing)
    assert client.words(NOBODY, other="Alpweb") in card["text"]
    before = len(client.from_bot())
    alpweb.blocks()  # once more: nobody is told twice
    assert len(client.from_bot()) == before

    alpweb.blocks(blocked=False)

    assert goes(desk, request) is None
    assert alpweb.words(BACK, name="Noah") in alpweb.reads()
    assert "Seegarten" in alpweb.reads()
    (card,) = (one for one in client.from_bot() if one["message_id"] == standing)
    assert client.words(NOBODY, other="Alpweb") not in card["text"]
    alpweb.taps("📥 Seegarten")
    alpweb.taps("✅ Confirm")
    assert desk.status(request) is Status.ACTIVE


def test_the_client_passes_a_link_on_where_nobody_is_reached(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten"), desk.partner("Alpweb")
    request = desk.partnership(client, alpweb, status=Status.PENDING)
    alpweb.blocks()
    client.taps("🔗 A link to pass on to them")
    link = link_in(client.reads())

    mia = desk.colleague(alpweb, "Mia", role=Role.LEGAL_REPRESENTATIVE)
    mia.says(f"/start {link}")
    mia.taps("📩 Show the request")
    mia.taps("🤝 Show")
    mia.taps("✅ Confirm")
    assert desk.status(request) is Status.ACTIVE


def test_who_has_an_address_has_had_it_by_mail_and_is_not_told_twice(desk: Desk, server: MailServer, lang: str) -> None:
    client, alpweb = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    has_address(alpweb)
    desk.support()
    request = asks(client, alpweb)
    server.wait_for(1)

    alpweb.blocks()

    assert goes(desk, request) is Way.MAIL
    assert client.reads().startswith(client.words(BY_MAIL, other="Alpweb"))
    desk.settle()
    assert len(server.mails_to(ADDRESS)) == 1


def test_whose_address_is_new_gets_it_by_mail_after_all(desk: Desk, server: MailServer) -> None:
    client, alpweb = desk.client("Seegarten"), desk.partner("Alpweb")
    request = asks(client, alpweb)
    desk.clock.advance(hours=1)
    has_address(alpweb)

    alpweb.blocks()

    assert goes(desk, request) is Way.MAIL
    (mail,) = server.wait_for(1)
    assert "Seegarten" in mail.subject
    assert "is still waiting for your answer" in mail.text
    alpweb.blocks()
    assert len(server.mails_to(ADDRESS)) == 1


def test_where_the_address_refuses_mail_it_goes_on_by_the_next_way(desk: Desk, server: MailServer) -> None:
    client, alpweb, group = desk.client("Seegarten"), desk.partner("Alpweb"), desk.support()
    has_address(alpweb)
    alpweb.blocks()
    server.answers[Step.RCPT] = "550 5.1.1 No such user"

    request = asks(client, alpweb)

    assert goes(desk, request) is Way.SUPPORT
    assert told(client, SUPPORT, "Alpweb") == 1
    assert "Alpweb cannot be reached" in group.reads()


def test_the_ways_are_taken_in_their_order_and_none_twice(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten"), desk.partner("Alpweb")
    mia = desk.colleague(alpweb, "Mia", role=Role.LEGAL_REPRESENTATIVE)
    tim = desk.colleague(alpweb, "Tim")
    group = desk.support()
    request = asks(client, alpweb)

    tim.blocks()  # may not answer: nothing is lost
    assert goes(desk, request) is None
    alpweb.blocks()
    assert goes(desk, request) is Way.COLLEAGUE
    before = len(client.from_bot())
    assert client.reads().startswith(client.words(COLLEAGUE, other="Alpweb"))
    assert "cannot be reached" not in group.reads()
    mia.blocks()
    assert goes(desk, request) is Way.SUPPORT
    assert client.reads().startswith(client.words(SUPPORT, other="Alpweb"))
    assert "Alpweb cannot be reached" in group.reads()
    assert "Seegarten" in group.reads()
    alpweb.blocks()
    mia.blocks(blocked=False)
    assert goes(desk, request) is None
    assert "Good to have you back, Mia" in mia.reads_all()
    assert len(client.from_bot()) == before + 1, "once for each way"


def test_somebody_with_forty_requests_is_one_message_to_support_and_one_when_they_are_back(desk: Desk) -> None:
    alpweb, group = desk.partner("Alpweb"), desk.support()
    clients = [desk.client(f"Client {number}", number=None) for number in range(4)]
    requests = [desk.partnership(client, alpweb, status=Status.PENDING) for client in clients]
    with desk.work() as work:  # others like it, whose people say nothing here
        model = work.session.get_one(Partnership, requests[0])
        for number in range(36):
            other = type(model.client)(
                **{column.key: getattr(model.client, column.key) for column in model.client.__table__.columns}
                | {"id": None, "name": f"Other {number}", "account_id": None, "register_number": None}
                | {"register_key": None, "verified_at": None, "verified_by": None}
            )
            work.session.add(other)
            work.session.flush()
            copied = {column.key: getattr(model, column.key) for column in model.__table__.columns}
            work.session.add(Partnership(**copied | {"id": None, "client_id": other.id}))
    before = len(group.messages())

    alpweb.blocks()

    said = group.messages()[before:]
    assert len(said) == 1
    assert "40 requests wait for its answer" in said[0]["text"]
    assert "… and 30 more" in said[0]["text"]
    assert all(told(client, SUPPORT, "Alpweb") == 1 for client in clients)
    late = desk.client("Late")
    asks(late, alpweb)
    assert told(late, SUPPORT, "Alpweb") == 1
    assert len(group.messages()) == before + 1, "support knows already that Alpweb cannot be reached"

    known = len(alpweb.from_bot())
    alpweb.blocks(blocked=False)
    assert len(alpweb.from_bot()) == known + 1
    assert "41 things wait for your answer" in alpweb.reads()
    assert len(alpweb.buttons()) == 8
    alpweb.taps("🔔 Everything")
    assert "What waits for you at Alpweb" in alpweb.reads()


def test_what_telegram_refuses_is_told_with_the_refusal(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten"), desk.partner("Alpweb")
    deactivate(alpweb, deactivated=True)

    request = asks(client, alpweb)

    assert goes(desk, request) is Way.NOBODY
    assert told(client, NOBODY, "Alpweb") == 1
    assert "deactivated" not in client.reads_all()
    with desk.work() as work:
        letters = select(OutboxMessage.card_id).where(OutboxMessage.chat_id == alpweb.id)
        assert [card is not None for card in work.session.scalars(letters)] == [True]
    deactivate(alpweb, deactivated=False)
    assert "Good to have you back" in alpweb.says("/menu")
    with desk.work() as work:
        assert work.session.scalars(letters).all() == [], "what was given up is shown anew"


def test_who_is_gone_already_is_no_news_for_support_but_the_client_learns_it(desk: Desk) -> None:
    client, alpweb, group = desk.client("Seegarten"), desk.partner("Alpweb"), desk.support()
    alpweb.blocks()
    assert "cannot be reached" not in group.reads(), "nothing waits"
    request = asks(client, alpweb)
    assert goes(desk, request) is Way.SUPPORT
    assert client.reads().startswith(client.words(SUPPORT, other="Alpweb"))
    assert "Alpweb cannot be reached" in group.reads()


def test_a_question_waits_for_whoever_is_asked(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten"), desk.partner("Alpweb")
    request = asks(client, alpweb)
    alpweb.taps("❓ Ask the client first")
    alpweb.says("Which shop system is it?")
    alpweb.taps("📨 Send")
    client.blocks()
    assert goes(desk, request) is Way.NOBODY
    assert alpweb.reads().startswith(alpweb.words(NOBODY, other="Seegarten"))
    client.blocks(blocked=False)
    assert "💬 Alpweb asked you something" in client.reads()
    client.taps("💬 Alpweb")
    client.taps("💬 Answer the question")
    client.says("WooCommerce")
    client.taps("📨 Send")
    assert goes(desk, request) is None
    assert "WooCommerce" in alpweb.reads_all()


def test_a_reminder_looks_again(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten"), desk.partner("Alpweb")
    request = asks(client, alpweb)
    with desk.work() as work:
        alpweb.row(work).reachable = False  # as an import, or a former version, has left it
    desk.clock.advance(days=3, hours=1)
    desk.look_at_deadlines()
    assert goes(desk, request) is Way.NOBODY
    assert told(client, NOBODY, "Alpweb") == 1


def test_nothing_that_is_settled_is_told(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten"), desk.partner("Alpweb")
    desk.partnership(client, alpweb)
    before = len(client.from_bot())
    alpweb.blocks()
    alpweb.blocks(blocked=False)
    assert len(client.from_bot()) == before
    assert "Good to have you back" not in alpweb.reads_all()
