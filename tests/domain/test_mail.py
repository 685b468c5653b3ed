"""How addresses of mail are read, which are refused and why, and when daily mails are due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.mail import (
    LONGEST,
    EmailDomainUnreachable,
    EmailMistyped,
    EmailNameForeign,
    EmailQuoted,
    EmailRefused,
    EmailTooLong,
    EmailUnreadable,
    inbox_of,
    next_digest,
    read_email,
    shown_email,
)
from domain.words import Refused

LONG_DOMAIN = ".".join(["a" * 60] * 3) + ".ch"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("lea@alpweb.ch", "lea@alpweb.ch"),
        (" Lea.Muster@ALPWEB.ch. ", "Lea.Muster@alpweb.ch"),
        ("Lea Muster <lea@alpweb.ch>", "lea@alpweb.ch"),
        ("mailto:lea@alpweb.ch?subject=Hi", "lea@alpweb.ch"),
        ("„lea@alpweb.ch“,", "lea@alpweb.ch"),
        ("lea+desk@alpweb.ch", "lea+desk@alpweb.ch"),
        ("o'neill_{x}@alpweb.co.uk", "o'neill_{x}@alpweb.co.uk"),
        ("lea@Müller.ch", "lea@xn--mller-kva.ch"),
        ("lea@xn--mller-kva.ch", "lea@xn--mller-kva.ch"),
        ("lea@straße.de", "lea@xn--strae-oqa.de"),
        ("lea@alpweb。ch", "lea@alpweb.ch"),
        ("lea@ａｌｐｗｅｂ.ch", "lea@alpweb.ch"),
        ("lea@παράδειγμα.ελ", "lea@xn--hxajbheg2az3al.xn--qxam"),
        ("1@b.museum", "1@b.museum"),
        ("l" * 64 + "@alpweb.ch", "l" * 64 + "@alpweb.ch"),
        ("lea@gmx.us", "lea@gmx.us"),  # short names are near to anybody's
        ("lea@wob.de", "lea@wob.de"),
        ("lea@hotmail.es", "lea@hotmail.es"),
        ("lea@mail.gmial.com", "lea@mail.gmial.com"),
    ],
)
def test_an_address_is_kept_as_mail_servers_take_it(typed: str, kept: str) -> None:
    assert read_email(typed) == kept


@pytest.mark.parametrize(
    ("typed", "why", "proposed"),
    [
        ("lea", EmailUnreadable, []),
        ("", EmailUnreadable, []),
        ("@alpweb.ch", EmailUnreadable, []),
        ("lea@", EmailUnreadable, []),
        ("lea@@alpweb.ch", EmailUnreadable, []),
        ("lea..m@alpweb.ch", EmailUnreadable, []),
        ("lea\u202e@alpweb.ch", EmailNameForeign, []),
        ("Meine ist lea@alpweb.ch, danke", EmailUnreadable, ["lea@alpweb.ch"]),
        ("lea@alpweb.ch lea@bergbahn.ch", EmailUnreadable, ["lea@alpweb.ch", "lea@bergbahn.ch"]),
        ("lea@alpweb.ch\nBcc: all@x.ch", EmailUnreadable, ["lea@alpweb.ch", "all@x.ch"]),
        ('"lea muster"@alpweb.ch', EmailQuoted, []),
        ('"lea"@alpweb.ch', EmailQuoted, []),
        ("müller@alpweb.ch", EmailNameForeign, ["mueller@alpweb.ch"]),
        ("леа@alpweb.ch", EmailNameForeign, []),
        ("l" * 65 + "@alpweb.ch", EmailTooLong, []),
        (f"{'l' * 64}@{'a' * 7}.{LONG_DOMAIN}", EmailTooLong, []),
        ("lea@" + "a." * 200 + "ch", EmailTooLong, []),
        ("lea@alpweb", EmailDomainUnreachable, []),
        ("lea@localhost", EmailDomainUnreachable, []),
        ("lea@nas.local", EmailDomainUnreachable, []),
        ("lea@192.168.1.4", EmailDomainUnreachable, []),
        ("lea@-alpweb.ch", EmailDomainUnreachable, []),
        ("lea@alp_web.ch", EmailDomainUnreachable, []),
        ("lea@alpweb.c", EmailDomainUnreachable, []),
        ("lea@ø" + "x" * 63 + ".ch", EmailDomainUnreachable, []),
        ("lea@\ud800.ch", EmailDomainUnreachable, []),
        ("lea@gmial.com", EmailMistyped, ["lea@gmail.com", "lea@gmial.com"]),
        ("lea@gmail.con", EmailMistyped, ["lea@gmail.com", "lea@gmail.con"]),
        ("lea@gmail.ch", EmailMistyped, ["lea@gmail.com", "lea@gmail.ch"]),
        ("lea@bluewni.ch", EmailMistyped, ["lea@bluewin.ch", "lea@bluewni.ch"]),
        ("Lea@hotnail.com", EmailMistyped, ["Lea@hotmail.com", "Lea@hotnail.com"]),
        ("lea@gxm.ch", EmailMistyped, ["lea@gmx.ch", "lea@gxm.ch"]),
        ("lea@gmx.hc", EmailMistyped, ["lea@gmx.ch", "lea@gmx.hc"]),
    ],
)
def test_whatever_is_no_address_says_why(typed: str, why: type[EmailRefused], proposed: Sequence[str]) -> None:
    with pytest.raises(EmailRefused) as refused:
        read_email(typed)

    assert type(refused.value) is why
    assert list(refused.value.proposals) == list(proposed)


_PARTS = st.text(alphabet="aZ09.@+-_ \"'<>äß。ａ٣\u200d\u0307\ud800\n", max_size=40)
_LABELS = st.lists(st.text(alphabet="abz09-äéß", min_size=1, max_size=12), min_size=1, max_size=4)


@given(
    st.one_of(
        st.text(max_size=80),
        st.builds("{}@{}".format, _PARTS, _PARTS),
        st.builds(lambda name, labels: f"{name}@{'.'.join(labels)}.ch", _PARTS, _LABELS),
    )
)
def test_what_is_kept_is_read_as_itself_and_can_stand_in_a_header(text: str) -> None:
    try:
        kept = read_email(text)
    except Refused as refused:
        for proposed in refused.proposals:
            assert proposed.isascii()
            assert proposed.isprintable()
        return

    assert read_email(kept) == kept
    assert kept.isascii()
    assert kept.isprintable()
    assert not set(kept) & set(' "<>,;:\\()')
    assert kept.count("@") == 1
    assert len(kept.encode()) <= LONGEST
    assert inbox_of(kept) == inbox_of(kept.upper())


@given(st.text(alphabet="aäé漢ß", min_size=1, max_size=10))
def test_people_read_the_letters_of_their_domain(label: str) -> None:
    kept = read_email(f"lea@{label}.example")

    assert read_email(shown_email(kept)) == kept


def test_one_inbox_has_many_addresses() -> None:
    assert inbox_of("Lea+1@alpweb.ch") == inbox_of("lea+two+3@alpweb.ch") == "lea@alpweb.ch"
    assert inbox_of("+@alpweb.ch") == "+@alpweb.ch"


@pytest.mark.parametrize(
    ("now", "zone", "due"),
    [
        ("2026-11-23 06:59", "Europe/Zurich", "2026-11-23 07:00"),
        ("2026-11-23 07:00", "Europe/Zurich", "2026-11-24 07:00"),
        ("2026-11-23 23:30", "Europe/Zurich", "2026-11-24 07:00"),
        ("2026-11-23 12:00", "America/New_York", "2026-11-23 13:00"),
        ("2026-11-23 23:00", "Pacific/Auckland", "2026-11-24 19:00"),
        ("2026-03-28 12:00", "Europe/Zurich", "2026-03-29 06:00"),  # clocks go forward in that night
        ("2026-10-24 12:00", "Europe/Zurich", "2026-10-25 07:00"),  # and back in this one
    ],
)
def test_a_daily_mail_is_due_in_the_morning_of_its_reader(now: str, zone: str, due: str) -> None:
    def moment(text: str) -> dt.datetime:
        return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)

    assert next_digest(moment(now), ZoneInfo(zone)) == moment(due)
