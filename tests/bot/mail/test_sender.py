"""On their way: what a server's behaviour makes of a mail, in which order mails arrive, and what is tried again."""

from __future__ import annotations

import pytest

from bot.mail.answers import FIRST_PAUSE, LONGEST_PAUSE, pause_after
from storage.mail import Written
from tests.bot.mail.writing import SENDER, mails, refusing, standing
from tests.desk import Desk, Loop
from tests.smtp import CERTIFICATE, DROP, Drop, MailServer, Step

SENT, WAITS, GIVEN_UP = "sent", "waits", "given up"
BEHAVIOUR: tuple[tuple[Step, str | Drop, str], ...] = (
    (Step.GREETING, "421 4.3.2 Too busy", WAITS),
    (Step.GREETING, "554 5.7.1 We do not know you", WAITS),
    (Step.GREETING, DROP, WAITS),
    (Step.GREETING, "no SMTP at all", WAITS),
    (Step.EHLO, DROP, WAITS),
    (Step.MAIL, "451 4.3.0 Later", WAITS),
    (Step.MAIL, "550 5.7.1 Not from this address", WAITS),
    (Step.MAIL, "530 5.7.0 Log in first", WAITS),
    (Step.MAIL, DROP, WAITS),
    (Step.RCPT, "450 4.2.0 Greylisted", WAITS),
    (Step.RCPT, "452 4.2.2 Mailbox full", WAITS),
    (Step.RCPT, "421 4.7.0 Closing", WAITS),
    (Step.RCPT, DROP, WAITS),
    (Step.RCPT, "550 5.1.1 No such user", GIVEN_UP),
    (Step.RCPT, "550 No such user", GIVEN_UP),
    (Step.RCPT, "553 5.1.3 Bad address", GIVEN_UP),
    (Step.RCPT, "552 5.2.2 Mailbox full", GIVEN_UP),
    (Step.RCPT, "550 5.4.1 Recipient address rejected: access denied", GIVEN_UP),
    (Step.RCPT, "556 5.1.10 Takes no mail", GIVEN_UP),
    (Step.RCPT, "554 5.7.1 Relay access denied", WAITS),
    (Step.RCPT, "550 relaying denied", WAITS),
    (Step.RCPT, "503 5.5.1 Bad sequence", WAITS),
    (Step.DATA, "451 4.3.0 Later", WAITS),
    (Step.DATA, "554 No valid recipients", WAITS),
    (Step.DATA, DROP, WAITS),
    (Step.END, "451 4.7.1 Come back", WAITS),
    (Step.END, "554 5.7.1 Looks like spam", WAITS),
    (Step.END, "552 5.3.4 Too large", WAITS),
    (Step.END, "550 Message rejected by our policy", WAITS),
    (Step.END, "550 5.1.1 No such user", GIVEN_UP),
    (Step.END, DROP, WAITS),
    (Step.REPLY, "451 4.3.0 Lost it after all", WAITS),
    (Step.REPLY, DROP, WAITS),
)
"""What the server does, and where the mail stands afterwards. Whatever waits is sent an hour later."""
KEPT_BEFORE_THE_ANSWER = (Step.REPLY,)
"""There, a server has the mail and says otherwise, or nothing: nobody can know, and it comes a second time."""


def test_what_a_servers_behaviour_makes_of_a_mail(mailing: Desk, server: MailServer) -> None:
    for number, (step, answer, becomes) in enumerate(BEHAVIOUR):
        case = f"{step.value}: {answer}"
        address = f"nora{number}@alpweb.example"
        server.answers[step] = answer
        if step in (Step.GREETING, Step.EHLO):
            server.cut_connections()

        mail = mails(mailing, address)

        assert standing(mailing, mail).is_ == becomes, case
        assert (address in refusing(mailing)) is (becomes == GIVEN_UP), case
        if isinstance(answer, str) and answer[:1].isdigit():
            assert standing(mailing, mail).says == answer, case
        kept = len(server.mails_to(address))
        assert kept == (1 if step in KEPT_BEFORE_THE_ANSWER else 0), case

        server.answers.clear()
        mailing.clock.advance(hours=1)
        mailing.look_at_mails()

        assert standing(mailing, mail).is_ == (SENT if becomes == WAITS else GIVEN_UP), case
        arrived = server.mails_to(address)
        assert len(arrived) - kept == (1 if becomes == WAITS else 0), case
        assert len({(each.id, each.raw) for each in arrived}) <= 1, case  # the same again, to the last byte


def test_a_good_server_gets_many_mails_over_few_connections_and_each_address_in_order(
    mailing: Desk, server: MailServer
) -> None:
    addresses = [f"nora{number}@alpweb.example" for number in range(5)]
    for round_ in range(4):
        for address in addresses:
            mails(mailing, address, Written(f"Number {round_}", "x", "<p>x</p>"))

    assert len(server.mails) == 20
    for address in addresses:
        assert [mail.subject for mail in server.mails_to(address)] == [f"Number {number}" for number in range(4)]
    assert server.connections <= 4

    # The server has dropped all connections meanwhile; nobody notices.
    server.cut_connections()
    assert standing(mailing, mails(mailing, addresses[0])).is_ == SENT
    # It says goodbye only when it is spoken to, as servers do after a while.
    server.answers[Step.MAIL] = lambda _: (
        "421 4.4.2 Idle for too long" if server.reached[Step.GREETING] < again else None
    )
    again = server.reached[Step.GREETING] + 1
    assert standing(mailing, mails(mailing, addresses[0])).is_ == SENT


def test_an_address_that_waits_holds_up_its_own_mails_only(mailing: Desk, server: MailServer) -> None:
    server.answers[Step.RCPT] = lambda to: "450 4.2.0 Greylisted" if to.startswith("slow") else None
    first, second = mails(mailing, "slow@alpweb.example"), mails(mailing, "Slow@alpweb.example")
    other = mails(mailing, "nora@alpweb.example")

    assert [standing(mailing, each).is_ for each in (first, second, other)] == [WAITS, WAITS, SENT]
    server.answers.clear()
    mailing.clock.advance(hours=1)
    mailing.look_at_mails()
    mailing.look_at_mails()
    assert [standing(mailing, each).is_ for each in (first, second)] == [SENT, SENT]
    assert [mail.to for mail in server.mails] == ["nora@alpweb.example", "slow@alpweb.example", "Slow@alpweb.example"]


def test_a_server_that_is_down_for_an_hour_costs_no_mail_and_each_comes_once(mailing: Desk, server: MailServer) -> None:
    server.go_down()
    sent = [mails(mailing, f"nora{number}@alpweb.example") for number in range(12)]
    for _ in range(12):
        mailing.clock.advance(minutes=5)
        mailing.look_at_mails()
    assert {standing(mailing, each).is_ for each in sent} == {WAITS}
    assert server.mails == []

    server.come_back()
    mailing.clock.advance(hours=1)
    server.wait_for(12)
    mailing.settle()

    assert {standing(mailing, each).is_ for each in sent} == {SENT}
    assert len({mail.to for mail in server.mails}) == len(server.mails) == 12


def test_after_three_days_of_tries_a_mail_is_given_up_and_its_causer_told(mailing: Desk, server: MailServer) -> None:
    causer = mailing.newcomer("Lea")
    with mailing.work() as work:
        person_id = causer.row(work).id
    server.answers[Step.RCPT] = "450 4.2.0 Greylisted"
    mail = mails(mailing, "nora@alpweb.example", caused_by_id=person_id)

    mailing.clock.advance(days=2, hours=23)
    mailing.look_at_mails()
    assert standing(mailing, mail).is_ == WAITS
    mailing.clock.advance(hours=2)
    mailing.look_at_mails()

    assert standing(mailing, mail) == standing(mailing, mail).__class__(GIVEN_UP, "450 4.2.0 Greylisted", 3)
    assert refusing(mailing) == set()
    assert "nora@alpweb.example" in causer.reads()
    assert "three days" in causer.reads()


def test_pauses_grow_to_an_hour() -> None:
    pauses = [pause_after(tries) for tries in range(12)]

    assert FIRST_PAUSE * 0.75 <= pauses[0] <= FIRST_PAUSE
    assert LONGEST_PAUSE * 0.75 <= pauses[-1] <= LONGEST_PAUSE


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Certificates of the tests are as good as any."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


LOGIN = {"desk": "p@ss:wörd"}


@pytest.mark.parametrize("at_once", [False, True], ids=["STARTTLS", "TLS at once"])
@pytest.mark.usefixtures("trusted")
def test_it_logs_in_over_tls(playground_url: str, sqlite_url: str, loop: Loop, at_once: bool) -> None:
    with MailServer("127.0.0.2", logins=LOGIN, tls=not at_once, tls_at_once=at_once) as server:
        url = server.url_for("desk", "p%40ss%3Aw%C3%B6rd")
        desk = Desk(playground_url, sqlite_url, loop, smtp_url=url, mail_from=SENDER)
        try:
            assert standing(desk, mails(desk, "nora@alpweb.example")).is_ == SENT
            assert (server.mails[0].over_tls, server.mails[0].by) == (True, "desk")

            server.answers[Step.AUTH] = "535 5.7.8 Wrong password"
            server.cut_connections()
            waiting = mails(desk, "nora@alpweb.example")
            assert standing(desk, waiting).is_ == WAITS
            assert standing(desk, waiting).says == "535 5.7.8 Wrong password"
        finally:
            desk.close()


@pytest.mark.parametrize(
    ("tls", "trusts", "says"),
    [
        (False, True, "the server offers no STARTTLS, and the password is not sent in the clear"),
        (True, False, "certificate verify failed"),
    ],
    ids=["no TLS", "a certificate that nobody knows"],
)
def test_no_password_goes_where_others_may_hear_it(
    playground_url: str,
    sqlite_url: str,
    loop: Loop,
    monkeypatch: pytest.MonkeyPatch,
    tls: bool,
    trusts: bool,
    says: str,
) -> None:
    if trusts:
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with MailServer("127.0.0.2", logins=LOGIN, tls=tls) as server:
        desk = Desk(playground_url, sqlite_url, loop, smtp_url=server.url_for("desk", "secret"), mail_from=SENDER)
        try:
            mail = mails(desk, "nora@alpweb.example")
            assert standing(desk, mail).is_ == WAITS
            assert says in standing(desk, mail).says
            assert server.reached[Step.AUTH] == 0
        finally:
            desk.close()
