"""Mails written out: headers that hold what they should and nothing else, whatever people are called."""

from __future__ import annotations

import datetime as dt
import email
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8

import dkim
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mail.account import Account, Seal, Server
from bot.mail.addresses import AddressFault, mailbox, named_mailbox
from bot.mail.flowing import flowed
from bot.mail.letters import LOGO, Letter, ids_in, letter_for_trial, letter_of, sealed
from playground.letters import plain_text
from storage.mail import Written
from storage.mail_lanes import DueMail
from storage.tables.base import JsonObject
from tests.bot.apart import ROOT
from tests.bot.mail.writing import SENDER, mails
from tests.desk import Desk, Loop
from tests.smtp import CERTIFICATES, MailServer

AT = dt.datetime(2026, 11, 28, 18, 0, tzinfo=dt.UTC)
SERVER = Server("mail.example", 587, tls_at_once=False)
MARK = "0123456789abcdef01234567"
CONTENT: JsonObject = {"subject": "Your request", "text": "Grüezi\n.\nFrom us\n", "html": "<p>Grüezi</p>"}
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 200


def account(sender: str = "Handschlag <desk@reseller.example>") -> Account:
    return Account(SERVER, named_mailbox(sender))


def due(
    address: str = "nora@alpweb.example",
    thread: str | None = "partnership-7",
    *,
    contractual: bool = False,
    **content: object,
) -> DueMail:
    return DueMail(1, -1, 42, MARK, address, "de", CONTENT | content, thread, contractual, AT, 0)


def read(letter: Letter) -> EmailMessage:
    return email.message_from_bytes(letter.content, policy=SMTPUTF8 if letter.needs_utf8 else SMTP)


def test_a_mail_has_the_headers_that_it_needs() -> None:
    message = read(letter_of(due(), account()))

    assert message["From"] == "Handschlag <desk@reseller.example>"
    assert message["To"] == "nora@alpweb.example"
    assert message["Subject"] == "Your request"
    assert message["Date"].datetime == AT
    assert message["Message-ID"] == f"<mail.42.{MARK}@reseller.example>"
    assert message["References"] == message["In-Reply-To"] == "<thread.partnership-7@reseller.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "de"
    assert message["List-Unsubscribe"] is None
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    plain = message.get_body(("plain",))
    assert plain is not None
    assert plain["Content-Type"].params["format"] == "flowed"
    assert plain.get_content().splitlines() == ["Grüezi", ".", " From us"]
    assert plain_text(plain) == CONTENT["text"]


LONG = "Gemeinnützige Wohnbaugenossenschaft möchte mit Ihnen zusammenarbeiten > und wartet auf Ihre Antwort bis Freitag"
ADDRESS = f"https://desk.example/{'x' * 100}"
PARAGRAPHS = [
    LONG,
    "",
    f"> {LONG}",
    ">",
    "> > two",
    ">no quotation",
    "  from the left",
    f"{ADDRESS} is whole",
    "-- ",
    "x",
]


def test_plain_text_has_short_lines_that_can_be_joined_again() -> None:
    text = flowed("\n".join(PARAGRAPHS))
    lines = text.split("\n")
    assert [line for line in lines if len(line) > 78] == [f"{ADDRESS} "]
    assert [line.endswith(" ") for line in lines[:3]] == [True, False, False]

    part = EmailMessage()
    part.set_content(text, params={"format": "flowed"})
    assert plain_text(part).split("\n")[:-1] == PARAGRAPHS


@settings(max_examples=150, deadline=None)
@given(words=st.lists(st.text(st.sampled_from("ab>- F\u00a0"), max_size=30), max_size=12))
def test_whatever_people_write_can_be_joined_again(words: list[str]) -> None:
    typed = " ".join(" ".join(words).replace("\u00a0", "From").split())
    part = EmailMessage()
    part.set_content(flowed(typed), params={"format": "flowed"})
    assert plain_text(part) == f"{typed}\n"


def test_a_mail_is_the_same_whenever_it_is_sent() -> None:
    mail = due(html=f'<img src="cid:{LOGO}">')
    assert letter_of(mail, account(), PNG) == letter_of(mail, account(), PNG)


def test_the_logo_comes_along_where_it_is_shown() -> None:
    shown = read(letter_of(due(html=f'<img src="cid:{LOGO}">'), account(), PNG))
    kinds = [part.get_content_type() for part in shown.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png"]
    picture = next(part for part in shown.walk() if part.get_content_type() == "image/png")
    assert (picture["Content-ID"], picture.get_content()) == (f"<{LOGO}>", PNG)
    assert picture.get_content_disposition() == "inline"

    assert "image/png" not in letter_of(due(), account(), PNG).content.decode()


def test_the_desk_sends_the_logo_of_its_profile(
    playground_url: str, sqlite_url: str, loop: Loop, server: MailServer
) -> None:
    profile = ROOT / "docs" / "second-provider.toml"
    desk = Desk(playground_url, sqlite_url, loop, smtp_url=server.url, mail_from=SENDER, profile=profile)
    try:
        mails(desk, "nora@alpweb.example", Written("A request", "x", f'<img src="cid:{LOGO}">'))
        pictures = [part for part in server.mails[0].message.walk() if part.get_content_maintype() == "image"]
        assert [part.get_content() for part in pictures] == [desk.programme.logo and desk.programme.logo.content]
    finally:
        desk.close()


def test_one_click_ends_what_is_not_contractual() -> None:
    page = "https://desk.example/unsubscribe/" + "a" * 200
    message = read(letter_of(due(unsubscribe=page), account()))
    assert message["List-Unsubscribe"] == f"<{page}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    assert b"List-Unsubscribe" not in letter_of(due(unsubscribe=page, contractual=True), account()).content
    for wrong in ("javascript:alert(1)", "https://a.example/>\r\nBcc: x@y.example", 7):
        assert b"Unsubscribe" not in letter_of(due(unsubscribe=wrong), account()).content


def test_ids_are_left_whole_however_long_the_domain_is() -> None:
    domain = "notifications." * 4 + "reseller.example"
    message = letter_of(due(), account(f"desk@{domain}")).content.decode()
    assert f"Message-ID: <mail.42.{MARK}@{domain}>\r\n" in message
    assert f"References: <thread.partnership-7@{domain}>\r\n" in message
    assert ids_in(message) == [(42, MARK)]


HOSTILE = st.text(
    st.characters(codec="utf-8") | st.sampled_from('\r\n\x00\u2028\u2029\x85\x0b,;:<>@"\\=?'), max_size=150
)


@settings(max_examples=150, deadline=None)
@given(subject=HOSTILE, thread=st.none() | HOSTILE.map(lambda text: text[:40]))
def test_nothing_that_people_write_begins_a_header(subject: str, thread: str | None) -> None:
    usual = read(letter_of(due(thread=None if thread is None else "x"), account())).keys()
    letter = letter_of(due(thread=thread, subject=subject), account())

    message = read(letter)
    assert message.keys() == usual
    assert message["Bcc"] is None
    assert message["To"] == "nora@alpweb.example"
    head = letter.content.partition(b"\r\n\r\n")[0]
    assert max(map(len, head.split(b"\r\n"))) <= 998
    assert head.isascii()


@pytest.mark.parametrize(
    "subject", ["Zugriff auf „Webshop“ für Müller & Söhne: bitte antworten Sie bis Freitag, 3. Juli", "日本語 " * 20]
)
def test_a_subject_is_read_as_it_was_written(subject: str) -> None:
    assert read(letter_of(due(subject=subject), account()))["Subject"] == subject.strip()


def test_names_are_quoted_and_domains_written_as_the_network_has_them() -> None:
    sender = account('"Müller, Söhne & Co. <x@y>" <desk@münchen.example>')
    message = read(letter_of(due("nora@österreich.example"), sender))

    (address,) = message["From"].addresses
    assert (address.display_name, address.addr_spec) == ("Müller, Söhne & Co. <x@y>", "desk@xn--mnchen-3ya.example")
    assert message["To"] == "nora@xn--sterreich-z7a.example"
    assert message["Message-ID"].endswith("@xn--mnchen-3ya.example>")


def test_letters_in_front_of_the_at_need_a_server_that_takes_them() -> None:
    letter = letter_of(due("jürg@münchen.example"), account())
    assert letter.needs_utf8
    assert "To: jürg@xn--mnchen-3ya.example\r\n" in letter.content.decode()
    assert not letter_of(due("juerg@münchen.example"), account()).needs_utf8


@pytest.mark.parametrize(
    "address",
    [
        "nobody",
        "@alpweb.example",
        "nora@",
        "nora@-.example",
        "nora@alpweb.example\r\nBcc: x@y.example",
        "nora@alpweb.example> SIZE=1",
        "a b@alpweb.example",
        "a..b@alpweb.example",
        'a"b@alpweb.example',
        "nora@" + "a" * 64 + ".example",
    ],
)
def test_what_is_no_address_is_never_sent_to(address: str) -> None:
    with pytest.raises(AddressFault):
        mailbox(address)


def test_receivers_find_the_signature_right() -> None:
    records = {b"desk2026._domainkey.reseller.example.": (CERTIFICATES / "dkim.txt").read_bytes()}
    page = "https://desk.example/unsubscribe/1"
    content = letter_of(due(unsubscribe=page), account()).content

    signed = sealed(content, Seal("desk2026", (CERTIFICATES / "dkim.pem").read_bytes()), "reseller.example")

    def published(name: bytes, **_: object) -> bytes | None:
        return records.get(name)

    assert dkim.verify(signed, dnsfunc=published)
    assert not dkim.verify(signed.replace(b"Your request", b"Your refusal"), dnsfunc=published)
    assert not dkim.verify(signed.replace(page.encode(), b"https://evil.example/1"), dnsfunc=published)


def test_the_mail_that_is_sent_to_try_is_a_whole_one() -> None:
    tried = email.message_from_bytes(letter_for_trial(account(), mailbox("nora@alpweb.example"), MARK, AT).content)
    assert tried["Date"] == "Sat, 28 Nov 2026 18:00:00 +0000"
    assert tried["Message-ID"] == f"<test.{MARK}@reseller.example>"
